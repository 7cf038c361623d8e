-- How far the announced list of every village is from its plan [000]; nothing before it is announced.
-- Grain: one row a planned village.
WITH listed AS (
    SELECT h.village_code, count(*) AS households
    FROM outcome_on($identification_campaign, $as_of) AS o
    JOIN household_on($as_of) AS h USING (household_id)
    WHERE o.step = 'announcement' AND o.result = 'announced'
    GROUP BY h.village_code
)
SELECT v.code AS item, v.code AS village_code,
    abs(coalesce(l.households, 0) - p.planned_households) AS numerator,
    p.planned_households AS denominator
FROM plan_on($identification_campaign, $as_of) AS p
JOIN place_on($as_of) AS v ON v.code = p.place_code AND v.level = 'village'
LEFT JOIN listed AS l ON l.village_code = v.code
WHERE EXISTS (FROM listed)
ORDER BY item
