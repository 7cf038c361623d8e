-- Payment lists that with the earlier ones exceed what their project was planned with.
WITH booked AS (
    SELECT project_id,
        sum(amount) FILTER (WHERE state IS NULL AND repeats IS NULL) AS asked,
        sum(amount) FILTER (WHERE binds_money(state)) AS booked
    FROM known_payment
    GROUP BY project_id
)
SELECT i.row_id, 'total_amount' AS column_name, i.project_id, k.asked,
    (p.amount - coalesce(k.booked, 0))::DECIMAL(18, 2) AS left_over
FROM incoming AS i
JOIN known_project(DATE '9999-12-31') AS p USING (project_id)
JOIN booked AS k USING (project_id)
WHERE k.asked + coalesce(k.booked, 0) > p.amount;
