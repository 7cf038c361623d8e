-- Acts at $step that decide nothing, as they are dated before their household came to it. Grain: one row an act.
SELECT household_id, round
FROM too_early_on($campaign_id, $as_of)
WHERE step = $step
