-- Needs of neither a household nor a village.
SELECT row_id, 'village_code' AS column_name
FROM incoming
WHERE household_id IS NULL AND village_code IS NULL;
