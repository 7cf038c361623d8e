-- Lines of payment lists whose payees are not public yet, by list and village. Grain: one row a line.
SELECT p.batch_id, p.line_no, p.household_id, p.amount, j.name AS project_name, b.source,
    h.village_code, h.group_code, h.head_name
FROM payment_of_day AS p
JOIN project_on($as_of) AS j USING (project_id)
JOIN budget_line_on($as_of) AS b ON b.budget_id = p.budget_id
JOIN household_on($as_of) AS h ON h.household_id = p.household_id
ANTI JOIN (
    SELECT n.batch_id, l.household_id FROM payment_notice AS n JOIN notice_line AS l USING (number)
) AS s ON s.batch_id = p.batch_id AND s.household_id = p.household_id
WHERE p.campaign_id = $campaign_id AND p.state <> 'withdrawn'
ORDER BY p.batch_id, h.village_code, h.group_code, p.line_no
