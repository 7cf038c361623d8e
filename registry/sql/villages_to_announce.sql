-- Approved villages that no announcement has named, but for those with an open objection that was received in
-- time. Grain: one row a village.
SELECT w.village_code, w.proposal_round, w.kind, s.mean_score
FROM village_way_of_day AS w
JOIN village_outcome AS s USING (campaign_id, village_code, proposal_round)
ANTI JOIN (
    SELECT number FROM objection_on($campaign_id, $as_of) WHERE is_in_time AND decision IS NULL
) AS o USING (number)
WHERE w.campaign_id = $campaign_id AND w.result = 'approved' AND s.result = 'scored'
ORDER BY w.kind, w.village_code
