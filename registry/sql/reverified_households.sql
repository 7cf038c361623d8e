-- Households all of whose hits have been re-verified since the hits were found: removed if any hit
-- was, with the verifiers' reason. Grain: one row a household.
WITH waiting AS (
    SELECT household_id, round
    FROM campaign_position WHERE step = 'comparison' AND result = 'hit'
),
checked AS (
    SELECT h.household_id, w.round, r.finding, r.reason, r.verified_on,
        r.village_verifier, r.township_verifier, r.evidence
    FROM hit AS h
    JOIN waiting AS w USING (household_id)
    LEFT JOIN reverification_on($campaign_id, $as_of) AS r
        USING (household_id, rule_id, source, record_no)
    WHERE h.campaign_id = $campaign_id AND h.found_on <= $as_of
),
final AS (
    SELECT $campaign_id AS campaign_id, 'comparison' AS step, household_id,
        (max(round) + 1)::INTEGER AS round,
        CASE WHEN bool_or(finding = 'removed') THEN 'removed' ELSE 'kept' END AS result,
        max(verified_on) AS decided_on,
        coalesce(
            string_agg(DISTINCT reason, '；' ORDER BY reason) FILTER (WHERE finding = 'removed'),
            string_agg(DISTINCT reason, '；' ORDER BY reason)
        ) AS reason,
        string_agg(DISTINCT village_verifier || ', ' || township_verifier, '; ' ORDER BY village_verifier || ', ' || township_verifier) AS evidence
    FROM checked
    GROUP BY household_id
    HAVING bool_and(finding IS NOT NULL)
)
SELECT * FROM final ORDER BY household_id
