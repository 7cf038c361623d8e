-- Digests that have not gone out yet and have not been given up, those tried least first, with where
-- they go today. Grain: one row a digest.
WITH attempted AS (
    SELECT key, list(tried_at ORDER BY attempt) AS tried_at,
        bool_or(result IN ('sent', 'undeliverable')) AS is_settled
    FROM sending
    GROUP BY key
)
SELECT r.key, r.recipient_id, r.digest_on, r.channel, r.content,
    coalesce(a.tried_at, []) AS tried_at
FROM reminder AS r
LEFT JOIN attempted AS a USING (key)
WHERE r.channel <> 'paper' AND r.digest_on <= $as_of AND NOT coalesce(a.is_settled, FALSE)
ORDER BY len(tried_at), r.digest_on, r.recipient_id
