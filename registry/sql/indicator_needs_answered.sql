-- Needs that were ordered, and whether a project was chosen for them or a measure names them [003].
-- Grain: one row a need.
SELECT n.need_id AS item, n.household_id, n.village_code, h.unit_id,
    CASE WHEN EXISTS (
            FROM need_project_on($as_of) AS p
            WHERE p.campaign_id = n.campaign_id AND p.need_id = n.need_id
        ) OR EXISTS (
            FROM measure_on($as_of) AS m
            WHERE m.campaign_id = n.campaign_id AND m.need_id = n.need_id
        ) THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM need_on($as_of) AS n
LEFT JOIN helped_household_on($help_campaign, $as_of) AS h ON h.household_id = n.household_id
WHERE n.campaign_id = $help_campaign
ORDER BY item
