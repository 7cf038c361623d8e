-- Households ready for the county's announcement; one with an open objection is not. Grain: one row a household.
SELECT p.household_id, h.head_name, h.group_code, h.village_code,
    coalesce(v.size, m.members, 1)::INTEGER AS household_size
FROM campaign_position AS p
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN verdict_on($campaign_id, $as_of) AS v USING (household_id)
LEFT JOIN member_count_on($as_of) AS m USING (household_id)
ANTI JOIN campaign_disputed AS o ON o.household_id = p.household_id
WHERE p.step = 'announcement' AND p.result IS NULL AND NOT p.is_ended
ORDER BY h.village_code, h.group_code, p.household_id
