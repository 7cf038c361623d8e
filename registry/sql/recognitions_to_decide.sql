-- Recognitions that no outcome answers yet. Grain: one row a household.
SELECT r.household_id, r.round, r.agrees, r.is_signed, r.reason
FROM recognition_on($campaign_id, $as_of) AS r
JOIN campaign_position AS p USING (household_id)
WHERE p.step = 'recognition' AND r.round > coalesce(p.round, 0)
ORDER BY r.household_id
