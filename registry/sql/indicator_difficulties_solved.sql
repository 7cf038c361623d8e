-- Difficulties that listed households have or had, and whether they are solved [002 §6]. Grain: one row a
-- household and difficulty.
SELECT d.household_id || ' ' || d.difficulty_id AS item, d.household_id, h.village_code, h.unit_id,
    h.helper_id, d.stated_on AS done_on,
    CASE d.state WHEN 'solved' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM difficulty_on($as_of) AS d
JOIN helped_household_on($help_campaign, $as_of) AS h USING (household_id)
WHERE d.state <> 'absent'
ORDER BY item
