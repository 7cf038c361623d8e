-- Units with the villages they help, their helpers and the households of these. Grain: one row a unit.
WITH village AS (
    SELECT unit_id, string_agg(coalesce(v.name_zh, p.village_code), '、' ORDER BY p.village_code)
        AS villages_zh,
        string_agg(coalesce(v.name_en, v.name_zh, p.village_code), ', ' ORDER BY p.village_code)
        AS villages_en
    FROM unit_pairing_on($campaign_id, $as_of) AS p
    LEFT JOIN place_on($as_of) AS v ON v.code = p.village_code
    GROUP BY unit_id
),
helped AS (
    SELECT h.unit_id, count(DISTINCT h.helper_id) AS helpers, count(p.household_id) AS households
    FROM helper_on($as_of) AS h
    LEFT JOIN pairing_on($campaign_id, $as_of) AS p USING (helper_id)
    GROUP BY h.unit_id
)
SELECT u.unit_id, u.name_zh, u.name_en, village.villages_zh, village.villages_en,
    coalesce(helped.helpers, 0) AS helpers, coalesce(helped.households, 0) AS households
FROM helping_unit_on($as_of) AS u
LEFT JOIN village USING (unit_id)
LEFT JOIN helped USING (unit_id)
ORDER BY u.unit_id
