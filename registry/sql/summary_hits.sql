-- Hits by how they were matched and what people found. Grain: one row a combination.
SELECT h.matched_by || ', ' || coalesce(r.finding, 'open') AS kind, count(*) AS count
FROM hit AS h
LEFT JOIN reverification_on($campaign_id, $as_of) AS r USING (household_id, rule_id, source, record_no)
WHERE h.campaign_id = $campaign_id AND h.found_on <= $as_of
GROUP BY ALL ORDER BY kind
