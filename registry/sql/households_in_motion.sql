-- How many households are still on their way to the announcement.
SELECT count(*) AS households
FROM position_on($campaign_id, $as_of)
WHERE step NOT IN ('announcement', 'listed') AND NOT is_ended
