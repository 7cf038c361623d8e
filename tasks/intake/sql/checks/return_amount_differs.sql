-- Bank returns of another amount than was sent.
SELECT i.row_id, 'amount' AS column_name, batch_id, line_no, i.amount, p.amount AS sent
FROM incoming AS i
JOIN payment AS p USING (batch_id, line_no)
WHERE i.amount <> p.amount;
