-- What the score of one assessed consists of, with the notice that showed it first. Grain: one row a node.
FROM breakdown_on($campaign_id, $as_of)
WHERE assessed_id = $assessed_id
ORDER BY node_no
