-- Rows of a household that is not on the list.
SELECT row_id, 'household_id' AS column_name, household_id
FROM incoming
SEMI JOIN known_household($as_of) USING (household_id)
ANTI JOIN listed_on($as_of) USING (household_id)
WHERE household_id IS NOT NULL;
