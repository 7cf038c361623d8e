-- Listed households with their helper in this campaign and so far at all, by village and group.
-- Grain: one row a household.
SELECT household_id, village_code, group_code, helper_id, former_helper_id
FROM helped_on($campaign_id, $as_of)
ORDER BY village_code, group_code, household_id
