-- The last digests of those who helped one household then, and what became of them. Grain: one row a
-- digest.
WITH attempted AS (
    SELECT key, max(attempt) AS attempts, arg_max(result, attempt) AS result
    FROM sending
    WHERE tried_on <= $as_of
    GROUP BY key
)
SELECT r.recipient_id, r.digest_on, r.channel, r.items, a.attempts, a.result
FROM pairing_spell_on($campaign_id, $as_of) AS s
JOIN reminder AS r ON r.recipient_id = s.helper_id AND r.digest_on >= s.starts_on
    AND (s.ended_on IS NULL OR r.digest_on < s.ended_on)
LEFT JOIN attempted AS a USING (key)
WHERE s.household_id = $household_id AND r.digest_on <= $as_of
ORDER BY r.digest_on DESC, r.recipient_id
LIMIT 12
