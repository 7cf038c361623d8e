-- Digests to be sent: the newest of each recipient, unless it has gone out or was given up; an older one
-- would say what no longer holds. Those tried least first. `tried_at` are the recipient's own attempts:
-- while the channel was out or barred to the office nobody was asked. Grain: one row a digest.
WITH attempted AS (
    SELECT key, count(*) AS attempts,
        coalesce(list(tried_at ORDER BY attempt) FILTER (result NOT IN ('outage', 'barred')), []) AS tried_at,
        bool_or(result IN ('sent', 'undeliverable')) AS is_settled
    FROM sending
    GROUP BY key
),
newest AS (
    FROM reminder
    WHERE digest_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY recipient_id ORDER BY digest_on DESC) = 1
)
SELECT r.key, r.recipient_id, r.digest_on, r.channel, r.content,
    coalesce(a.attempts, 0) AS attempts, coalesce(a.tried_at, []) AS tried_at
FROM newest AS r
LEFT JOIN attempted AS a USING (key)
WHERE r.channel <> 'paper' AND NOT coalesce(a.is_settled, FALSE)
ORDER BY coalesce(a.attempts, 0), r.digest_on, r.recipient_id
