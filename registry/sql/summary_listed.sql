-- Households and persons on the final list. Grain: one row.
SELECT count(*) AS households, coalesce(sum(coalesce(v.size, m.members)), 0)::BIGINT AS persons
FROM campaign_position AS p
LEFT JOIN verdict_on($campaign_id, $as_of) AS v USING (household_id)
LEFT JOIN member_count_on($as_of) AS m USING (household_id)
WHERE p.step = 'listed'
