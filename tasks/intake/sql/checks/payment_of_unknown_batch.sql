-- Payments of a list that nobody made, or of none.
SELECT row_id, 'batch_id' AS column_name, coalesce(batch_id, '—') AS batch_id
FROM incoming ANTI JOIN known_payment_batch() USING (batch_id);
