-- Projects whose payments exceed the amount that they are now to have.
SELECT i.row_id, 'amount' AS column_name, i.project_id, i.amount, sum(l.amount) AS booked
FROM incoming AS i
JOIN known_payment AS l USING (project_id)
WHERE binds_money(l.state)
GROUP BY i.row_id, i.project_id, i.amount
HAVING sum(l.amount) > i.amount;
