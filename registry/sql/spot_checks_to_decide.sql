-- Households whose spot check is over: those that were checked, and those that were not drawn once all
-- that were drawn in their village are confirmed. Grain: one row a household.
SELECT w.household_id, coalesce(c.round, 1)::INTEGER AS round, c.finding, c.reason, c.checker
FROM at_spot_check_on($campaign_id, $as_of) AS w
LEFT JOIN spot_check_on($campaign_id, $as_of) AS c USING (household_id)
WHERE (c.finding IS NOT NULL AND c.round > coalesce(w.round, 0))
    OR (w.could_be_drawn AND NOT w.is_drawn AND NOT w.is_open AND NOT w.is_doubted AND w.round IS NULL)
ORDER BY w.household_id
