-- What the publicity says of proposals, as outcomes: removed on the day an objection was sustained; clear
-- on the day after the window closed, or when the last objection received in time was decided. An objection
-- that was received in time and entered too late still removes what is not announced. Grain: one row a
-- village; days, not the day of asking, decide.
WITH objected AS (
    SELECT number, bool_or(decision IS NULL) AS is_open, max(decided_on) AS last_decided_on,
        min(decided_on) FILTER (decision = 'sustained') AS sustained_on,
        min_by(objection_id, decided_on) FILTER (decision = 'sustained') AS objection_id,
        min_by(decision_reason, decided_on) FILTER (decision = 'sustained') AS decision_reason
    FROM objection_on($campaign_id, $as_of)
    WHERE is_in_time
    GROUP BY number
),
judged AS (
    SELECT w.campaign_id, w.village_code, w.proposal_round, w.result AS so_far, w.number,
        o.objection_id, o.decision_reason,
        CASE WHEN o.sustained_on IS NOT NULL THEN 'removed' ELSE 'clear' END AS result,
        CASE WHEN o.sustained_on IS NOT NULL THEN o.sustained_on
            WHEN coalesce(o.is_open, FALSE) THEN NULL
            ELSE greatest(q.closes_on + 1, coalesce(o.last_decided_on, q.closes_on + 1)) END
            AS decided_on
    FROM village_way_of_day AS w
    LEFT JOIN publicity_window AS q USING (number)
    LEFT JOIN objected AS o USING (number)
    WHERE w.campaign_id = $campaign_id AND w.number IS NOT NULL AND NOT w.is_ended
)
SELECT campaign_id, village_code, proposal_round, 'publicity' AS step, result, decided_on,
    coalesce(decision_reason, 'publicity.clear number=' || number) AS reason,
    coalesce(objection_id, number) AS evidence
FROM judged
WHERE decided_on <= $as_of AND (so_far = 'proposed' OR result = 'removed')
ORDER BY village_code
