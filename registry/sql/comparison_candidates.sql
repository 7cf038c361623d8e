-- Households that wait to be compared with the departments' lists, and those compared before whose survey
-- shows keep-outs that nobody has looked at. Grain: one row a household, with the round of its comparison.
WITH waiting AS (
    SELECT household_id
    FROM campaign_position
    WHERE step = 'comparison' AND result IS NULL AND NOT is_ended
    UNION
    SELECT household_id
    FROM campaign_position
    SEMI JOIN keepout_unseen_on($campaign_id, $as_of) USING (household_id)
    WHERE (result = 'hit' OR step IN ('data_entry', 'announcement')) AND NOT is_ended
)
SELECT w.household_id, (coalesce(o.round, 0) + 1)::INTEGER AS round
FROM waiting AS w
LEFT JOIN outcome_on($campaign_id, $as_of) AS o
    ON o.household_id = w.household_id AND o.step = 'comparison'
ORDER BY w.household_id
