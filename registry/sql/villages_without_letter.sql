-- Planned villages without a letter of responsibility; planned persons at the village's own average
-- household size. Grain: one row a village.
SELECT v.code, p.planned_households,
    round(p.planned_households * coalesce(v.rural_persons / nullif(v.rural_households, 0), 0))::INTEGER
        AS planned_persons
FROM place_on($as_of) AS v
JOIN plan_on($campaign_id, $as_of) AS p ON p.place_code = v.code
ANTI JOIN (
    SELECT place_code FROM paper
    WHERE campaign_id = $campaign_id AND kind = 'letter_of_responsibility'
) AS l ON l.place_code = v.code
WHERE v.level = 'village'
ORDER BY v.code
