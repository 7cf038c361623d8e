-- How many households are still on their way to the announcement, those with an open objection
-- included. Grain: one row.
WITH disputed AS (
    SELECT DISTINCT household_id FROM objection_on($campaign_id, $as_of)
    WHERE is_in_time AND decision IS NULL AND kind = 'listed'
)
SELECT count(*) AS households
FROM campaign_position
LEFT JOIN disputed AS d USING (household_id)
WHERE NOT is_ended AND (step NOT IN ('announcement', 'listed')
    OR (step = 'announcement' AND d.household_id IS NOT NULL))
