-- How many households are still on their way to the announcement, those with an open objection
-- included. Grain: one row.
SELECT count(*) AS households
FROM campaign_position
LEFT JOIN campaign_disputed AS d USING (household_id)
WHERE NOT is_ended AND (step NOT IN ('announcement', 'listed')
    OR (step = 'announcement' AND d.household_id IS NOT NULL))
