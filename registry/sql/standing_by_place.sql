-- Households by township or village and by where they stand. Grain: one row a place and step.
WITH final AS (
    SELECT v.parent_code AS township_code, t.name_zh AS township_zh, t.name_en AS township_en,
        h.village_code, v.name_zh AS village_zh, v.name_en AS village_en,
        p.step_no, p.step, coalesce(p.result, 'waiting') AS result, p.is_ended,
        count(*) AS households,
        sum(coalesce(j.size, m.members, 0))::BIGINT AS persons
    FROM campaign_position AS p
    LEFT JOIN household_on($as_of) AS h USING (household_id)
    LEFT JOIN place_on($as_of) AS v ON v.code = h.village_code
    LEFT JOIN place_on($as_of) AS t ON t.code = v.parent_code
    LEFT JOIN verdict_on($campaign_id, $as_of) AS j USING (household_id)
    LEFT JOIN member_count_on($as_of) AS m USING (household_id)
    GROUP BY ALL
)
SELECT * FROM final ORDER BY village_code, step_no, result
