-- What the publicity $step says of households shown for the first time: removed on the day an
-- objection was sustained; clear on the day after the window closed, or when the last objection
-- received in time was decided. An objection that was received in time and entered too late still
-- removes whom the county has not announced. Grain: one row a household; days, not the day of
-- asking, decide.
WITH sustained AS (
    SELECT DISTINCT household_id
    FROM sustained_objection_on($campaign_id, $as_of)
    WHERE step = $step AND kind = 'listed'
),
announced AS (
    SELECT household_id FROM outcome_on($campaign_id, $as_of) WHERE step = 'announcement'
),
removed AS (
    SELECT household_id FROM outcome_on($campaign_id, $as_of) WHERE step = $step AND result = 'removed'
),
waiting AS (
    SELECT household_id FROM campaign_position WHERE step = $step AND result IS NULL AND NOT is_ended
    UNION
    SELECT household_id FROM sustained
    ANTI JOIN announced USING (household_id)
    ANTI JOIN removed USING (household_id)
),
shown AS (
    SELECT l.household_id, max_by(l.number, coalesce(w.closes_on, p.issued_on)) AS number,
        max(w.closes_on) FILTER (s.number IS NOT NULL) AS closes_on
    FROM notice_line AS l
    JOIN paper AS p USING (number)
    JOIN waiting AS h ON h.household_id = l.household_id
    LEFT JOIN standing_line_on($campaign_id, $as_of) AS s
        ON s.number = l.number AND s.household_id = l.household_id
    LEFT JOIN publicity_window AS w USING (number)
    WHERE p.campaign_id = $campaign_id AND p.kind = $step AND l.is_new
    GROUP BY l.household_id
),
objected AS (
    SELECT household_id,
        bool_or(decision = 'sustained') AS is_sustained,
        bool_or(decision IS NULL) AS is_open,
        max(decided_on) AS last_decided_on,
        min_by(objection_id, decided_on) FILTER (WHERE decision = 'sustained') AS objection_id,
        min_by(decision_reason, decided_on) FILTER (WHERE decision = 'sustained') AS decision_reason,
        min(decided_on) FILTER (WHERE decision = 'sustained') AS sustained_on
    FROM objection_on($campaign_id, $as_of)
    WHERE step = $step AND kind = 'listed' AND is_in_time
    GROUP BY household_id
),
judged AS (
    SELECT s.household_id, s.number, o.objection_id, o.decision_reason,
        CASE WHEN o.is_sustained THEN 'removed' ELSE 'clear' END AS result,
        CASE WHEN o.is_sustained THEN o.sustained_on
            WHEN coalesce(o.is_open, FALSE) THEN NULL
            ELSE greatest(s.closes_on + 1, coalesce(o.last_decided_on, s.closes_on + 1)) END AS decided_on
    FROM shown AS s
    LEFT JOIN objected AS o USING (household_id)
    WHERE s.closes_on IS NOT NULL OR o.is_sustained
),
earlier AS (
    SELECT household_id, max(round) AS round
    FROM outcome WHERE campaign_id = $campaign_id AND step = $step
    GROUP BY household_id
),
final AS (
    SELECT $campaign_id AS campaign_id, $step AS step, j.household_id,
        (coalesce(e.round, 0) + 1)::INTEGER AS round, j.result, j.decided_on::DATE AS decided_on,
        coalesce(j.decision_reason, 'publicity.clear number=' || j.number) AS reason,
        coalesce(j.objection_id, j.number) AS evidence
    FROM judged AS j
    LEFT JOIN earlier AS e USING (household_id)
    WHERE j.decided_on <= $as_of
)
SELECT * FROM final ORDER BY household_id
