-- The day of the last digest of everybody who has been reminded. Grain: one row a recipient.
SELECT recipient_id, max(digest_on) AS digest_on
FROM reminder
WHERE digest_on <= $as_of
GROUP BY recipient_id
ORDER BY recipient_id
