-- Digests prepared, by channel. Grain: one row a channel.
SELECT channel AS kind, count(*) AS count, sum(items) AS items
FROM reminder
WHERE digest_on <= $as_of
GROUP BY channel
ORDER BY channel
