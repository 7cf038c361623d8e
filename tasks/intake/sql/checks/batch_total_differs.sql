-- Payment lists whose stated total is not the sum of their lines. A line whose amount cannot be read is told
-- by itself, and leaves nothing to compare.
SELECT i.row_id, 'total_amount' AS column_name, i.batch_id, i.total_amount,
    coalesce(sum(l.amount), 0)::DECIMAL(18, 2) AS summed
FROM incoming AS i
LEFT JOIN known_payment AS l USING (batch_id)
GROUP BY i.row_id, i.batch_id, i.total_amount
HAVING coalesce(sum(l.amount), 0) <> i.total_amount AND count(l.batch_id) = count(l.amount);
