-- Recipients whom no digest reaches: whose last one was given up and whom no later one has reached; and
-- those who wait on a channel that last refused the office's own access. Grain: one row a recipient.
WITH tried AS (
    SELECT r.recipient_id, r.digest_on, r.channel, s.key, s.attempt, s.result, s.said, s.tried_on,
        s.tried_at
    FROM reminder AS r
    JOIN sending AS s USING (key)
    WHERE s.tried_on <= $as_of
),
settled AS (
    SELECT * FROM tried
    WHERE result IN ('sent', 'undeliverable')
    QUALIFY row_number() OVER (PARTITION BY recipient_id ORDER BY digest_on DESC) = 1
),
barred AS (
    FROM tried
    QUALIFY row_number() OVER (PARTITION BY channel ORDER BY tried_at DESC, attempt DESC) = 1
        AND result = 'barred'
),
newest AS (
    FROM reminder
    WHERE digest_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY recipient_id ORDER BY digest_on DESC) = 1
),
final AS (
    SELECT recipient_id, channel, digest_on, attempt AS attempts, said, tried_on
    FROM settled
    WHERE result = 'undeliverable'
    UNION ALL
    SELECT n.recipient_id, n.channel, n.digest_on, 0, b.said, b.tried_on
    FROM newest AS n
    JOIN barred AS b USING (channel)
    LEFT JOIN settled AS s ON s.recipient_id = n.recipient_id
    WHERE s.key IS DISTINCT FROM n.key AND s.result IS DISTINCT FROM 'undeliverable'
)
SELECT * FROM final ORDER BY recipient_id
