-- Difficulties of listed households, open and solved, by kind. Grain: one row a household and difficulty.
SELECT d.state || '/' || d.difficulty_id AS part, l.village_code AS place_code, u.unit_id,
    d.household_id || ' ' || d.difficulty_id AS subject, 1 AS value
FROM difficulty_on($as_of) AS d
JOIN listed_of_day AS l USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE d.state <> 'absent'
