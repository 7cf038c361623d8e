-- Planned and announced households of every planned place [000]. Grain: one row a place.
WITH listed AS (
    SELECT h.village_code, count(*) AS households
    FROM position_on($campaign_id, $as_of) AS p
    JOIN household_on($as_of) AS h USING (household_id)
    WHERE p.step = 'listed'
    GROUP BY h.village_code
),
final AS (
    SELECT q.code AS place_code, q.level, q.name_zh, q.name_en, p.planned_households,
        coalesce(sum(l.households), 0)::BIGINT AS announced_households
    FROM plan_on($campaign_id, $as_of) AS p
    JOIN place_on($as_of) AS q ON q.code = p.place_code
    LEFT JOIN listed AS l ON starts_with(l.village_code, q.code)
    GROUP BY ALL
)
SELECT *, announced_households - planned_households AS deviation_households
FROM final
ORDER BY place_code
