-- Where the household stands. Grain: at most one row.
SELECT step, result, decided_on AS since_on, is_ended
FROM position_on($campaign_id, $as_of) WHERE household_id = $household_id
