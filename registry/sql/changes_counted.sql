-- Changes of the campaign's year by kind, those of a split once for each who goes. Grain: one row a kind.
SELECT c.kind, count(*) AS changes, max(c.changed_on) AS last_on
FROM effective_change AS c
JOIN campaign AS k ON k.campaign_id = $campaign_id
WHERE c.changed_on <= $as_of AND year(c.changed_on) = k.year
GROUP BY c.kind
ORDER BY changes DESC, c.kind
