-- Results on a sheet that was not issued.
SELECT row_id, 'sheet_id' AS column_name, sheet_id
FROM incoming ANTI JOIN inspection_sheet USING (sheet_id)
WHERE sheet_id IS NOT NULL;
