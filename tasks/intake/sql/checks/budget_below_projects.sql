-- Budget lines that are less than the projects planned on them.
SELECT i.row_id, 'amount' AS column_name, i.budget_id, i.amount, sum(p.amount) AS planned
FROM incoming AS i
JOIN known_project($as_of) AS p USING (budget_id)
-- where a project of this load is too dear, it is told once, at the project
ANTI JOIN incoming_project AS n ON n.budget_id = i.budget_id
GROUP BY i.row_id, i.budget_id, i.amount
HAVING sum(p.amount) > i.amount;
