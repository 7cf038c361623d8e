-- Bank returns dated before the payment was released.
SELECT i.row_id, 'settled_on' AS column_name, i.settled_on, r.released_on
FROM incoming AS i
JOIN payment_release AS r USING (batch_id, line_no)
WHERE i.settled_on < r.released_on;
