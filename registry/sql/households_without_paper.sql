-- Households whose data are clean (step 7) and that have no paper of this kind since their last
-- survey. Grain: one row a household.
SELECT p.household_id
FROM campaign_position AS p
JOIN step_of($campaign_id) AS s ON s.step = 'announcement'
JOIN household_on($as_of) AS h USING (household_id)
ANTI JOIN (
    SELECT household_id FROM paper WHERE campaign_id = $campaign_id AND kind = $kind
) AS d ON d.household_id = p.household_id
WHERE p.step_no >= s.step_no AND NOT p.is_ended
    AND ($village_code IS NULL OR h.village_code = $village_code)
ORDER BY p.household_id
