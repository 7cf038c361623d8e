-- Digests for paper that stand on no slip yet: of those who have no channel, and those given up. They
-- are bundled by unit or township. Grain: one row a digest.
WITH on_paper AS (
    SELECT '<' || unnest(json_extract_string(content, '$.slips[*].key')) || '>' AS key
    FROM paper
    WHERE kind = 'reminder_slip'
),
given_up AS (
    SELECT key FROM sending WHERE result = 'undeliverable' AND tried_on <= $as_of
)
SELECT r.key, r.recipient_id, r.digest_on, r.content
FROM reminder AS r
ANTI JOIN on_paper USING (key)
WHERE r.digest_on <= $as_of
    AND (r.channel = 'paper' OR r.key IN (SELECT key FROM given_up))
ORDER BY r.recipient_id, r.digest_on
