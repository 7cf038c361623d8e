-- Who has the day's digest already. Grain: one row a recipient.
SELECT recipient_id FROM reminder WHERE digest_on = $as_of
