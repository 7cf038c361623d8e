-- Limits that have passed: postings to confirm, objections to decide, hits to re-verify, inspection
-- sheets to return, problems to put right.
-- Derived from days, never stored. Grain: one row a paper, objection, household, sheet or problem.
WITH final AS (
    SELECT 'posting' AS form, p.place_code, p.number AS subject,
        p.issued_on + $posting_limit_days::INTEGER AS due_on
    FROM paper AS p
    ANTI JOIN (SELECT number FROM posting WHERE confirmed_on <= $as_of) AS q USING (number)
    ANTI JOIN (SELECT replaces FROM paper WHERE issued_on <= $as_of) AS r ON r.replaces = p.number
    WHERE p.campaign_id = $campaign_id AND p.window_days IS NOT NULL AND p.issued_on <= $as_of
    UNION ALL
    SELECT 'decision', o.place_code, o.objection_id, o.received_on + $decision_limit_days::INTEGER
    FROM objection_on($campaign_id, $as_of) AS o
    WHERE o.decision IS NULL
    UNION ALL
    SELECT DISTINCT 'reverification', h.village_code, p.household_id,
        p.decided_on + $reverification_limit_days::INTEGER
    FROM campaign_position AS p
    JOIN household_on($as_of) AS h USING (household_id)
    WHERE p.step = 'comparison' AND p.result = 'hit' AND NOT p.is_ended
    UNION ALL
    SELECT 'inspection_result', s.village_code, s.sheet_id, s.due_on
    FROM inspection_sheet AS s
    ANTI JOIN inspection_result_on($as_of) AS r USING (sheet_id)
    WHERE s.campaign_id = $campaign_id
    UNION ALL
    SELECT 'rectification_return', village_code, rectification_id, due_on
    FROM rectification_of_day
    WHERE campaign_id = $campaign_id AND state = 'open'
)
SELECT * FROM final WHERE due_on < $as_of ORDER BY due_on, form, subject
