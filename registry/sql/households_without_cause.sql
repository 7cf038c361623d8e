-- Listed households whose cause of poverty nobody knows, so that no measure can be decided.
-- Grain: one row a household.
SELECT c.village_code, v.name_zh, v.name_en, c.household_id
FROM cause_on($as_of) AS c
LEFT JOIN place_on($as_of) AS v ON v.code = c.village_code
WHERE c.cause IS NULL
ORDER BY c.village_code, c.household_id
