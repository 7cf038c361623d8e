-- Rows of a notice that this campaign did not issue.
SELECT row_id, 'number' AS column_name,
    'no notice ' || number AS came,
    'expected the number of a notice of this campaign' AS expected,
    'Copy the number from the notice.' AS remedy
FROM incoming ANTI JOIN paper USING (number)
WHERE number IS NOT NULL;
