-- Objections received before the notice that they object to was issued.
SELECT row_id, 'received_on' AS column_name,
    'received on ' || received_on || ', notice issued on ' || p.issued_on AS came,
    'expected a day from ' || p.issued_on || ' on' AS expected,
    'Correct the day or the number of the notice.' AS remedy
FROM incoming JOIN paper AS p USING (number)
WHERE received_on < p.issued_on;
