-- What every score made public of these kinds consists of, with the notice that showed it first. Grain: one
-- row an assessed and node.
FROM breakdown_on($campaign_id, $as_of)
WHERE kind IN (SELECT unnest($kinds))
ORDER BY kind, assessed_id, node_no
