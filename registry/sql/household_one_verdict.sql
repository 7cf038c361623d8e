-- The last verdict of the rules. Grain: at most one row.
SELECT verdict, judged_on FROM verdict_on($campaign_id, $as_of) WHERE household_id = $household_id
