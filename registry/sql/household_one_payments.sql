-- Payments to the household with their project, the money's source and what became of them; never
-- the card. Grain: one row a line of a payment list.
SELECT p.batch_id, p.line_no, p.amount, p.project_id, j.name AS project_name, p.budget_id, b.source,
    p.made_on, p.released_on, p.state, p.settled_on, p.reason, p.repeats,
    p.withdrawer, p.is_to_be_recalled
FROM payment_on($as_of) AS p
JOIN project_on($as_of) AS j USING (project_id)
JOIN budget_line_on($as_of) AS b ON b.budget_id = p.budget_id
WHERE p.household_id = $household_id
ORDER BY p.made_on, p.batch_id, p.line_no
