-- Money on payment lists by state and source. Grain: one row a line of a list.
SELECT p.state || '/' || l.source AS part, h.village_code AS place_code, u.unit_id,
    p.batch_id || '/' || p.line_no AS subject, p.amount AS value
FROM payment_of_day AS p
JOIN household_on($as_of) AS h USING (household_id)
JOIN budget_line_on($as_of) AS l USING (budget_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE p.campaign_id = $help
