-- Helpers who have no household now, with whoever of their unit has the most; none before the first
-- pairing. Grain: one row a helper.
WITH loaded AS (
    SELECT h.unit_id, h.helper_id, count(*) AS households
    FROM pairing_on($campaign_id, $as_of) AS p
    JOIN helper_on($as_of) AS h USING (helper_id)
    GROUP BY ALL
),
busiest AS (
    FROM loaded
    QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY households DESC, helper_id) = 1
)
SELECT h.helper_id, h.unit_id, h.rank, h.since_on, b.helper_id AS busiest_id,
    b.households AS busiest_households
FROM helper_on($as_of) AS h
ANTI JOIN loaded AS l ON l.helper_id = h.helper_id
LEFT JOIN busiest AS b ON b.unit_id = h.unit_id
WHERE EXISTS (
    SELECT 1 FROM pairing_run WHERE campaign_id = $campaign_id AND decided_on <= $as_of)
ORDER BY h.unit_id, h.helper_id
