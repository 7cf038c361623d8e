-- Payments that repeat a returned one with another amount.
SELECT i.row_id, 'amount' AS column_name, i.repeats, i.amount, p.amount AS returned
FROM incoming AS i
JOIN payment_on(DATE '9999-12-31') AS p
    ON p.campaign_id = $help_campaign AND p.batch_id || '/' || p.line_no = i.repeats AND p.state = 'returned'
WHERE i.amount <> p.amount;
