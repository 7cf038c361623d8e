-- Acts that decide nothing, as they are dated before their household came to the step where it waits now.
-- Grain: one row a step, village and pair of days.
SELECT e.step, h.village_code, v.name_zh, v.name_en, e.acted_on, e.reached_on, count(*) AS households
FROM too_early_on($campaign_id, $as_of) AS e
JOIN campaign_position AS p ON p.household_id = e.household_id AND p.step_no >= e.step_no AND NOT p.is_ended
LEFT JOIN household_on($as_of) AS h ON h.household_id = e.household_id
LEFT JOIN place_on($as_of) AS v ON v.code = h.village_code
GROUP BY ALL
ORDER BY ALL
