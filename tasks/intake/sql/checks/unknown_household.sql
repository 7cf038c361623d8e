-- Rows of a household that is not in the register. Empty text stands for no household.
SELECT row_id, 'household_id' AS column_name,
    household_id || ' is not in the register' AS came,
    'expected a household of the register' AS expected,
    'Correct the number, or load the household first.' AS remedy
FROM incoming ANTI JOIN known_household($as_of) USING (household_id)
WHERE household_id <> '';
