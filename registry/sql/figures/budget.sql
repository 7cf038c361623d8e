-- Approved money by source; it is the county's. Grain: one row a budget line.
SELECT l.source AS part, c.county_code AS place_code, NULL AS unit_id, l.budget_id AS subject,
    l.amount AS value
FROM budget_line_on($as_of) AS l
JOIN campaign AS c USING (campaign_id)
WHERE l.campaign_id = $help
