-- Households that wait at $step. Grain: one row a household.
SELECT household_id FROM campaign_position WHERE step = $step AND result IS NULL AND NOT is_ended
