-- Votes of appraisal meetings that no outcome answers yet: households waiting at $step, and those
-- that the township returned to the village. Grain: one row a household.
WITH answered AS (
    SELECT household_id, round FROM outcome_on($campaign_id, $as_of) WHERE step = $step
),
final AS (
    SELECT v.household_id, v.round, v.voted_on, v.meeting_id,
        v.votes_for, v.votes_against, v.abstained, v.reason,
        m.eligible, m.present, m.chaired_by,
        j.verdict
    FROM vote_on($campaign_id, $step, $as_of) AS v
    JOIN campaign_position AS p USING (household_id)
    LEFT JOIN answered AS a USING (household_id)
    LEFT JOIN meeting_on($campaign_id, $as_of) AS m USING (meeting_id)
    LEFT JOIN verdict_on($campaign_id, $as_of) AS j USING (household_id)
    WHERE (p.step = $step OR (p.step = 'audit' AND p.result = 'returned' AND $step = 'village_appraisal'))
        AND v.round > coalesce(a.round, 0)
)
SELECT * FROM final ORDER BY household_id
