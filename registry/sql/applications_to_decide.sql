-- Applications that no outcome answers yet. Grain: one row a household.
WITH final AS (
    SELECT a.household_id, a.round, a.applied_on, a.is_signed, a.is_fingerprinted,
        h.household_id IS NOT NULL AS is_registered
    FROM application_on($campaign_id, $as_of) AS a
    JOIN campaign_position AS p USING (household_id)
    LEFT JOIN household_on($as_of) AS h USING (household_id)
    WHERE p.step = 'application' AND a.round > coalesce(p.round, 0)
)
SELECT * FROM final ORDER BY household_id
