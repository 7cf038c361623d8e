-- Helpers who have no household now; none before the first pairing. Grain: one row a helper.
SELECT h.helper_id, h.unit_id, h.since_on
FROM helper_on($as_of) AS h
ANTI JOIN pairing_on($campaign_id, $as_of) AS p USING (helper_id)
WHERE EXISTS (
    SELECT 1 FROM pairing_run WHERE campaign_id = $campaign_id AND decided_on <= $as_of)
ORDER BY h.unit_id, h.helper_id
