-- Listed households with the measures that they are given, their township, and their open card.
-- Grain: one row a household and measure.
SELECT m.measure_id, l.household_id, l.head_name, v.parent_code AS township, c.card_number
FROM measure_on($as_of) AS m
JOIN listed_of_day AS l USING (household_id)
JOIN place_on($as_of) AS v ON v.code = l.village_code
LEFT JOIN card_on($as_of) AS c ON c.household_id = l.household_id AND NOT c.is_closed
WHERE m.campaign_id = $campaign_id
ORDER BY m.measure_id, v.parent_code, l.household_id
