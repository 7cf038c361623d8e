-- Payments of nothing or less.
SELECT row_id, 'amount' AS column_name, amount
FROM incoming
WHERE amount <= 0;
