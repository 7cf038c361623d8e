-- Findings of the daily check. Grain: one row a kind of finding.
SELECT kind || ': ' || check_id AS kind, count(*) AS count
FROM finding WHERE campaign_id = $campaign_id AND found_on <= $as_of
GROUP BY ALL ORDER BY kind
