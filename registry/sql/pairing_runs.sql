-- Pairing runs of a campaign, the last one first. Grain: one row a run.
SELECT run_no, decided_on, scheme, households, helpers, is_optimal, cost, greedy_cost, parts, unmet
FROM pairing_run
WHERE campaign_id = $campaign_id AND decided_on <= $as_of
ORDER BY run_no DESC
