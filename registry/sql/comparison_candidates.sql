-- Households that wait to be compared with the departments' lists. Grain: one row a household.
SELECT household_id
FROM campaign_position
WHERE step = 'comparison' AND result IS NULL AND NOT is_ended
ORDER BY household_id
