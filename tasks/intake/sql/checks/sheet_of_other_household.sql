-- Results of a household that is not the one drawn for the sheet.
SELECT i.row_id, 'household_id' AS column_name, i.household_id, i.sheet_id
FROM incoming AS i
JOIN inspection_sheet AS s USING (sheet_id)
WHERE i.household_id <> s.household_id;
