-- Problems that the year's last inspection found, by how far they are put right. Grain: one row a problem.
SELECT CASE r.state WHEN 'returned' THEN 'to_see_again' ELSE r.state END AS part,
    r.village_code AS place_code, u.unit_id, r.rectification_id AS subject, 1 AS value
FROM rectification_on($inspection, $as_of) AS r
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
