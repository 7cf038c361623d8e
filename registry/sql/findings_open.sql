-- Findings of the daily check that nobody has corrected. Grain: one row a finding.
SELECT f.check_id, f.household_id, f.round, f.kind, f.found_on, f.detail
FROM finding AS f
ANTI JOIN correction AS c USING (campaign_id, check_id, household_id, round)
WHERE f.campaign_id = $campaign_id AND f.found_on <= $as_of
ORDER BY ALL
