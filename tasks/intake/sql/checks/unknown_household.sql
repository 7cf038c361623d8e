-- Rows of a household that is not in the register. Empty text stands for no household.
SELECT row_id, 'household_id' AS column_name, household_id
FROM incoming ANTI JOIN known_household($as_of) USING (household_id)
WHERE household_id <> '';
