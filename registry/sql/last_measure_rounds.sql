-- How often each measure of a household was stated. Grain: one row a household and measure.
SELECT household_id, measure_id, max(round) AS round
FROM measure WHERE campaign_id = $campaign_id
GROUP BY household_id, measure_id
