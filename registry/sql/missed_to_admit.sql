-- Households that a sustained objection found missing from a list, and that are not admitted yet.
-- Grain: one row a household and step to be admitted at: the appraisal before that publicity, and
-- every step before it that the household never passed; a household nobody has surveyed is
-- surveyed and appraised before it is shown.
WITH sustained AS (
    SELECT household_id, step AS publicity, min(decided_on) AS decided_on,
        min_by(objection_id, decided_on) AS objection_id,
        min_by(decision_reason, decided_on) AS decision_reason
    FROM sustained_objection_on($campaign_id, $as_of)
    WHERE kind = 'missed' AND household_id IS NOT NULL
    GROUP BY household_id, step
),
surveyed AS (
    SELECT household_id FROM verdict_on($campaign_id, $as_of) WHERE verdict = 'eligible'
),
admitted_at AS (
    SELECT s.*, t.step
    FROM sustained AS s
    JOIN step_of($campaign_id) AS p ON p.step = s.publicity
    JOIN step_of($campaign_id) AS t ON t.step_no < p.step_no
    LEFT JOIN surveyed AS v USING (household_id)
    WHERE t.step IN ('application', 'group_appraisal', 'first_publicity')
        OR (t.step = 'village_appraisal' AND v.household_id IS NOT NULL)
),
final AS (
    SELECT $campaign_id AS campaign_id, a.step, a.household_id,
        (coalesce(l.round, 0) + 1)::INTEGER AS round, 'admitted' AS result, a.decided_on,
        a.decision_reason AS reason, a.objection_id AS evidence
    FROM admitted_at AS a
    LEFT JOIN standing_outcome_on($campaign_id, $as_of) AS l USING (household_id, step)
    WHERE NOT coalesce(l.goes_on, FALSE)
        AND (l.household_id IS NULL OR l.decided_on <= a.decided_on)
)
SELECT * FROM final ORDER BY household_id, step
