-- Households that were nominated to leave the list, by what came of it in the last exit campaign; those that
-- ended on the way apart. Grain: one row a household.
SELECT CASE WHEN p.step = 'listed' THEN 'exited' WHEN p.is_ended THEN 'stayed' ELSE 'under_review' END
        AS part,
    h.village_code AS place_code, u.unit_id, p.household_id AS subject, 1 AS value
FROM position_on($exit, $as_of) AS p
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
LEFT JOIN household_end_on($as_of) AS e ON e.household_id = p.household_id
WHERE e.household_id IS NULL OR p.step = 'listed'
