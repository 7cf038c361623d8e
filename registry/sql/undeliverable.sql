-- Recipients whose last digest was given up and whom no later one has reached. Grain: one row a digest.
WITH settled AS (
    SELECT r.recipient_id, r.digest_on, r.channel, s.key, s.attempt, s.result, s.said, s.tried_on
    FROM reminder AS r
    JOIN sending AS s USING (key)
    WHERE s.tried_on <= $as_of AND s.result IN ('sent', 'undeliverable')
)
SELECT recipient_id, channel, digest_on, attempt AS attempts, said, tried_on
FROM settled
QUALIFY row_number() OVER (PARTITION BY recipient_id ORDER BY digest_on DESC) = 1
    AND result = 'undeliverable'
ORDER BY recipient_id
