-- Rows of a notice that this campaign did not issue.
SELECT row_id, 'number' AS column_name, number
FROM incoming ANTI JOIN paper USING (number)
WHERE number IS NOT NULL;
