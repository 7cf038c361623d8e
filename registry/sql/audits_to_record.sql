-- Township audits that no outcome answers yet, of households without open objection. Grain: one row a household.
WITH answered AS (
    SELECT household_id, round FROM outcome_on($campaign_id, $as_of) WHERE step = 'audit'
),
final AS (
    SELECT a.household_id, a.round, a.audited_on, a.auditor, a.finding, a.reason
    FROM audit_on($campaign_id, $as_of) AS a
    JOIN campaign_position AS p USING (household_id)
    ANTI JOIN campaign_disputed USING (household_id)
    LEFT JOIN answered AS o USING (household_id)
    WHERE p.step = 'audit' AND a.round > coalesce(o.round, 0)
)
SELECT * FROM final ORDER BY household_id
