-- Households that wait at the publicity $step, and objections sustained: these remove also whom it has cleared.
-- Grain: one row a household or objection.
SELECT household_id AS waiting
FROM campaign_position WHERE step = $step AND result IS NULL AND NOT is_ended
UNION ALL
SELECT o.objection_id
FROM objection AS o
JOIN decision AS d USING (objection_id)
WHERE o.campaign_id = $campaign_id AND d.finding = 'sustained' AND d.decided_on <= $as_of
