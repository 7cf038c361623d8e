-- Pairings of households of the register that are not on the list of poor households.
SELECT row_id, 'household_id' AS column_name, household_id
FROM incoming
SEMI JOIN known_household($as_of) USING (household_id)
ANTI JOIN listed_on($as_of) USING (household_id);
