-- Measures given, by kind. Grain: one row a measure of the catalogue.
SELECT measure_id, count(DISTINCT household_id) AS households
FROM measure_on($as_of)
WHERE campaign_id = $campaign_id
GROUP BY measure_id
ORDER BY measure_id
