-- Problems that the year's inspections found, by how far they are put right, half-year and kind. Grain: one
-- row a problem.
SELECT CASE r.state WHEN 'returned' THEN 'to_see_again' ELSE r.state END || '/' || c.half || '/' || r.kind AS part,
    r.village_code AS place_code, u.unit_id, r.rectification_id AS subject, 1 AS value
FROM rectification_of_day AS r
JOIN inspection_of_year_on($county_code, $as_of) AS c USING (campaign_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
