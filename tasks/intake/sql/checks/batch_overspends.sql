-- Payment lists for which their budget line has not enough left. A payment that repeats a returned
-- one takes that one's money.
WITH booked AS (
    SELECT budget_id,
        sum(amount) FILTER (WHERE state IS NULL AND repeats IS NULL) AS asked,
        sum(amount) FILTER (WHERE binds_money(state)) AS booked
    FROM known_payment
    GROUP BY budget_id
)
SELECT i.row_id, 'total_amount' AS column_name, i.budget_id, k.asked,
    (b.amount - coalesce(k.booked, 0))::DECIMAL(18, 2) AS left_over
FROM incoming AS i
JOIN known_budget_line(DATE '9999-12-31') AS b USING (budget_id)
JOIN booked AS k USING (budget_id)
WHERE k.asked + coalesce(k.booked, 0) > b.amount;
