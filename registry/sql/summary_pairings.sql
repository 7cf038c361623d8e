-- Households paired, by the reason that their last pairing gives. Grain: one row a reason.
SELECT reason AS kind, count(*) AS count
FROM pairing_on($campaign_id, $as_of)
GROUP BY reason
ORDER BY reason
