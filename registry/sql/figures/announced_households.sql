-- Households that the identification has announced, to be held against its plan. Grain: one row a
-- household.
SELECT NULL AS part, h.village_code AS place_code, NULL AS unit_id, p.household_id AS subject, 1 AS value
FROM position_on($identification, $as_of) AS p
JOIN household_on($as_of) AS h USING (household_id)
WHERE p.step = 'listed'
