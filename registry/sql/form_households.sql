-- Households that a form asks about. Grain: one row a household.
SELECT household_id FROM household_on($as_of)
WHERE list_contains($subjects, household_id)
ORDER BY group_code, household_id
