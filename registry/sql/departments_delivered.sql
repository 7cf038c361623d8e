-- Record kinds that departments have delivered for the campaign. Grain: one row a record kind.
SELECT DISTINCT department_id
FROM delivery
WHERE campaign_id = $campaign_id AND delivered_on <= $as_of
ORDER BY department_id
