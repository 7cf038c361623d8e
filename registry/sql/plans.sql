-- Planned households of every place. Grain: one row a place.
SELECT place_code, round, planned_households FROM plan_on($campaign_id, $as_of)
