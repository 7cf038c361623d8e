-- Persons who can be told apart neither by ID number nor by their number in the household.
SELECT row_id, 'member_no' AS column_name,
    'neither an ID number nor a number in the household' AS came,
    'expected a number in the household, such as 2, for a person without an ID number' AS expected,
    'Fill in one of the two.' AS remedy
FROM incoming
WHERE person_id IS NULL AND household_id IS NOT NULL;
