-- Persons who can be told apart neither by ID number nor by their number in the household.
SELECT row_id, 'member_no' AS column_name
FROM incoming
WHERE person_id IS NULL AND household_id IS NOT NULL;
