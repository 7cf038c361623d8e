-- Objections received before the notice that they object to was issued.
SELECT row_id, 'received_on' AS column_name, received_on, p.issued_on
FROM incoming JOIN paper AS p USING (number)
WHERE received_on < p.issued_on;
