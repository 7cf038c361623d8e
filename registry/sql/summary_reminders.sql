-- Digests prepared in the year of a campaign, by channel. Grain: one row a channel.
SELECT channel AS kind, count(*) AS count, sum(items) AS items
FROM reminder
JOIN campaign AS c ON c.campaign_id = $campaign_id AND c.year = year(digest_on)
WHERE digest_on <= $as_of
GROUP BY channel
ORDER BY channel
