-- Hits that nobody has re-verified, with the head of the household and what is on record.
-- Grain: one row a hit.
SELECT h.household_id, h.rule_id, h.source, h.record_no, n.head_name, h.detail
FROM hit AS h
ANTI JOIN reverification_on($campaign_id, $as_of) AS r USING (household_id, rule_id, source, record_no)
JOIN household_on($as_of) AS n USING (household_id)
WHERE h.campaign_id = $campaign_id AND h.found_on <= $as_of AND list_contains($subjects, h.household_id)
ORDER BY ALL
