-- Listed households whose cause of poverty nobody knows, so that no measure can be decided.
-- Grain: one row a household.
SELECT household_id, village_code FROM cause_on($as_of)
WHERE cause IS NULL
ORDER BY household_id
