-- Bank returns of a line that the bank has settled before with another result.
SELECT i.row_id, 'finding' AS column_name, batch_id, line_no, r.settled_on,
    worded('bank_return', 'finding', r.finding) AS finding
FROM incoming AS i
JOIN bank_return AS r USING (batch_id, line_no)
WHERE i.finding <> r.finding;
