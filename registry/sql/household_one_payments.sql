-- Payments to the household with their project, the money's source and what became of them; never
-- the card. Stopped: an objection in time was sustained before release. Grain: one row a line of a
-- payment list.
WITH stopped AS (
    SELECT DISTINCT n.batch_id
    FROM payment_notice AS n
    JOIN objection AS o ON o.number = n.number AND o.household_id = $household_id
    JOIN decision AS d USING (objection_id)
    LEFT JOIN publicity_window AS w ON w.number = n.number
    WHERE d.finding = 'sustained' AND d.decided_on <= $as_of
        AND (w.closes_on IS NULL OR o.received_on <= w.closes_on)
)
SELECT p.batch_id, p.line_no, p.amount, p.project_id, j.name AS project_name, p.budget_id, b.source,
    p.made_on, p.released_on,
    CASE WHEN s.batch_id IS NOT NULL AND p.released_on IS NULL THEN 'stopped' ELSE p.state END AS state,
    p.settled_on, p.reason, p.repeats
FROM payment_line_on($as_of) AS p
JOIN project_on($as_of) AS j USING (project_id)
JOIN budget_line_on($as_of) AS b ON b.budget_id = p.budget_id
LEFT JOIN stopped AS s ON s.batch_id = p.batch_id
WHERE p.household_id = $household_id
ORDER BY p.made_on, p.batch_id, p.line_no
