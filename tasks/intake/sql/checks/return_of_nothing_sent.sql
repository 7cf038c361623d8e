-- Bank returns of a payment that was never sent to the bank.
SELECT row_id, 'line_no' AS column_name, batch_id, line_no
FROM incoming
ANTI JOIN payment_release USING (batch_id, line_no)
WHERE batch_id IS NOT NULL AND line_no IS NOT NULL;
