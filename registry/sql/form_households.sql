-- Households that a form asks about, with their head so that the filler knows them.
-- Grain: one row a household.
SELECT household_id, head_name FROM household_on($as_of)
WHERE list_contains($subjects, household_id)
ORDER BY group_code, household_id
