-- Poverty by place, and for villages their haves, whether they are on the poor-village list, and how far
-- their last proposal has come. Grain: one row a village, township, county.
WITH haves AS (
    SELECT village_code, count(*) FILTER (state = 'met') AS met,
        count(*) FILTER (state = 'not_met') AS unmet, count(*) FILTER (state = 'unknown') AS unknown
    FROM required_have_on($required::VARCHAR[], $as_of)
    GROUP BY village_code
),
way AS (
    SELECT village_code, kind, number, result, decided_on FROM village_way_of_day
    QUALIFY row_number() OVER (PARTITION BY village_code ORDER BY proposed_on DESC, campaign_id DESC)
        = 1
)
SELECT i.place_code, i.level, p.name_zh, p.name_en, i.poor_households, i.poor_persons,
    i.rural_persons, i.incidence, h.met AS haves_met, h.unmet AS haves_unmet,
    h.unknown AS haves_unknown, s.is_poor, s.poor_since_on, s.exited_on,
    w.kind AS proposal, w.number, w.result, w.decided_on
FROM incidence_on($as_of) AS i
JOIN place_on($as_of) AS p ON p.code = i.place_code
LEFT JOIN haves AS h ON h.village_code = i.place_code
LEFT JOIN village_status_on($as_of) AS s ON s.village_code = i.place_code
LEFT JOIN way AS w ON w.village_code = i.place_code
ORDER BY i.place_code
