-- Where the household stands. Grain: at most one row.
SELECT step, result, decided_on AS since_on, is_ended
FROM campaign_position WHERE household_id = $household_id
