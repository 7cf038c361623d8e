-- Planned and announced households of every planned place [000]. Grain: one row a place.
WITH listed AS (
    SELECT h.village_code, count(*) AS households
    FROM campaign_position AS p
    JOIN household_on($as_of) AS h USING (household_id)
    WHERE p.step = 'listed'
    GROUP BY h.village_code
),
-- a village counts for itself, its township and its county
counted AS (
    SELECT unnest([v.code, t.code, t.parent_code]) AS place_code, l.households
    FROM listed AS l
    JOIN place_on($as_of) AS v ON v.code = l.village_code
    LEFT JOIN place_on($as_of) AS t ON t.code = v.parent_code
),
final AS (
    SELECT q.code AS place_code, q.level, q.name_zh, q.name_en, p.planned_households,
        coalesce(sum(c.households), 0)::BIGINT AS announced_households
    FROM plan_on($campaign_id, $as_of) AS p
    JOIN place_on($as_of) AS q ON q.code = p.place_code
    LEFT JOIN counted AS c ON c.place_code = q.code
    GROUP BY ALL
)
SELECT *, announced_households - planned_households AS deviation_households
FROM final
ORDER BY place_code
