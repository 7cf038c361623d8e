-- Hits to be re-verified. Grain: one row a hit.
SELECT h.household_id, h.rule_id, h.source, h.record_no
FROM hit AS h
WHERE h.campaign_id = $campaign_id AND h.found_on <= $as_of AND list_contains($subjects, h.household_id)
ORDER BY ALL
