-- Hits of the comparison and what people found. Grain: one row a hit.
SELECT h.rule_id, h.source, h.record_no, h.found_on, h.matched_by, h.detail,
    r.finding, r.reason, r.verified_on, r.village_verifier, r.township_verifier
FROM hit AS h
LEFT JOIN reverification_on($campaign_id, $as_of) AS r USING (household_id, rule_id, source, record_no)
WHERE h.campaign_id = $campaign_id AND h.household_id = $household_id AND h.found_on <= $as_of
ORDER BY h.rule_id, h.source, h.record_no
