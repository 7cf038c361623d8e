-- Payments added to a list that is in the registry already.
SELECT row_id, 'line_no' AS column_name, batch_id, line_no
FROM incoming
SEMI JOIN payment_batch USING (batch_id)
ANTI JOIN payment USING (batch_id, line_no);
