-- A village that waits for the leaders, with the mean of its scores. Grain: one row.
SELECT village_code, mean_score
FROM village_outcome
JOIN village_way_of_day AS w USING (campaign_id, village_code, proposal_round)
WHERE campaign_id = $campaign_id AND village_code = $place_code AND village_outcome.result = 'scored'
