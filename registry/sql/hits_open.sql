-- Hits that nobody has re-verified. Grain: one row a hit.
SELECT h.household_id, h.rule_id, h.source, h.record_no, h.person_id, h.matched_by
FROM hit AS h
ANTI JOIN reverification_on($campaign_id, $as_of) AS r USING (household_id, rule_id, source, record_no)
WHERE h.campaign_id = $campaign_id AND h.found_on <= $as_of
ORDER BY ALL
