-- Targets of villages and townships, and whether they were met [001]; unknown where nobody has reported.
-- Grain: one row a target and place.
SELECT t.target_id || ' ' || t.place_code AS item, t.reported_on AS done_on,
    CASE p.level WHEN 'village' THEN p.code END AS village_code,
    CASE p.level WHEN 'township' THEN p.code END AS township_code,
    CASE WHEN t.reached >= t.number THEN 1 WHEN t.reached < t.number THEN 0 END AS numerator,
    1 AS denominator
FROM target_on($campaign_id, $help_campaign, $as_of) AS t
JOIN place_on($as_of) AS p ON p.code = t.place_code
ORDER BY item
