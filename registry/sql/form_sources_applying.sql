-- Households of a village on a source list that have not applied, to do so if they wish. Grain: one row a
-- household.
SELECT DISTINCT household_id, head_name, group_code
FROM campaign_source
WHERE village_code = $place_code AND NOT has_applied
ORDER BY group_code, household_id
