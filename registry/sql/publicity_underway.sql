-- Households that wait at the publicity $step, and objections sustained: these remove also whom it has cleared.
-- Grain: one row a household or objection.
SELECT household_id AS waiting
FROM campaign_position WHERE step = $step AND result IS NULL AND NOT is_ended
UNION ALL
FROM ever_sustained_on($campaign_id, $as_of)
