-- Households merged with themselves.
SELECT row_id, 'other_household_id' AS column_name, household_id
FROM incoming
WHERE kind IN ('merge', 'split') AND other_household_id = household_id;
