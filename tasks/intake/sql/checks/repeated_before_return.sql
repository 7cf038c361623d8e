-- Payments that repeat one before the day on which it came back.
SELECT i.row_id, 'repeats' AS column_name, i.repeats, r.settled_on
FROM incoming AS i
JOIN known_payment_batch() AS b USING (batch_id)
JOIN bank_word_on(DATE '9999-12-31') AS r ON r.batch_id || '/' || r.line_no = i.repeats
WHERE r.finding = 'returned' AND coalesce(b.made_on, $as_of) < r.settled_on;
