-- Rows about a problem that the office did not open.
SELECT row_id, 'rectification_id' AS column_name, rectification_id
FROM incoming ANTI JOIN rectification USING (rectification_id)
WHERE rectification_id IS NOT NULL;
