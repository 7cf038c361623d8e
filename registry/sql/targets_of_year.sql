-- Targets of the year against what happened. Grain: one row a target and place.
SELECT t.*, p.name_zh, p.name_en, t.reached >= t.number AS is_met
FROM target_on($campaign_id, $help_campaign, $as_of) AS t
JOIN place_on($as_of) AS p ON p.code = t.place_code
ORDER BY t.target_id, t.place_code
