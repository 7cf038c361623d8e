-- Findings of the daily check that nobody has corrected. Grain: one row a finding.
FROM finding_open_on($campaign_id, $as_of)
ORDER BY ALL
