-- Projects that with all others of their budget line are dearer than it.
WITH planned AS (
    SELECT b.budget_id, b.amount AS budget, sum(p.amount) AS planned
    FROM known_budget_line($as_of) AS b
    JOIN known_project($as_of) AS p USING (budget_id)
    GROUP BY b.budget_id, b.amount
)
SELECT i.row_id, 'amount' AS column_name, i.budget_id, i.amount,
    greatest(p.budget - (p.planned - i.amount), 0) AS left_over
FROM incoming AS i
JOIN planned AS p USING (budget_id)
WHERE p.planned > p.budget;
