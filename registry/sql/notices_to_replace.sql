-- Posted notices that sustained objections have changed, with every objection in time decided and
-- the window closed. Grain: one row a household of the replacing notice.
WITH notice AS (
    SELECT p.number, p.place_code
    FROM paper AS p
    JOIN publicity_window AS w USING (number)
    LEFT JOIN paper AS r ON r.replaces = p.number
    WHERE p.campaign_id = $campaign_id AND p.kind = $step AND w.closes_on < $as_of AND r.number IS NULL
),
objected AS (
    SELECT number, bool_or(decision IS NULL) AS is_open
    FROM objection_on($campaign_id, $as_of) WHERE is_in_time GROUP BY number
),
removed AS (
    SELECT l.number, l.household_id
    FROM notice_line AS l
    JOIN outcome_on($campaign_id, $as_of) AS o USING (household_id)
    WHERE o.step = $step AND o.result = 'removed'
),
admitted AS (
    SELECT DISTINCT s.number, s.household_id
    FROM sustained_objection_on($campaign_id, $as_of) AS s
    JOIN campaign_position AS p USING (household_id)
    WHERE s.step = $step AND s.kind = 'missed' AND p.step = $step AND p.result IS NULL
),
changed AS (
    SELECT n.*
    FROM notice AS n
    JOIN objected AS o USING (number)
    WHERE NOT o.is_open
        AND (n.number IN (SELECT number FROM removed) OR n.number IN (SELECT number FROM admitted))
),
lines AS (
    SELECT c.number, c.place_code, l.household_id, FALSE AS is_new
    FROM changed AS c
    JOIN standing_line_on($campaign_id, $as_of) AS l USING (number)
    ANTI JOIN household_end_on($as_of) AS e ON e.household_id = l.household_id
    WHERE (l.number, l.household_id) NOT IN (SELECT (number, household_id) FROM removed)
    UNION ALL
    SELECT c.number, c.place_code, a.household_id, TRUE
    FROM changed AS c JOIN admitted AS a USING (number)
),
final AS (
    SELECT l.*, h.head_name, h.group_code, h.village_code,
        coalesce(v.size, m.members, 1)::INTEGER AS household_size
    FROM lines AS l
    JOIN household_on($as_of) AS h USING (household_id)
    LEFT JOIN verdict_on($campaign_id, $as_of) AS v USING (household_id)
    LEFT JOIN member_count_on($as_of) AS m USING (household_id)
)
SELECT * FROM final ORDER BY place_code, number, group_code, household_id
