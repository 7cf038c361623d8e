-- Approvals of a proposal that the panel had not scored by their day, or that an objection has removed.
WITH scored AS (
    SELECT campaign_id, village_code, proposal_round,
        min(decided_on) FILTER (result = 'scored') AS scored_on, bool_or(result = 'removed') AS is_removed
    FROM village_outcome
    GROUP BY ALL
)
SELECT i.row_id, 'village_code' AS column_name, i.village_code, i.decided_on
FROM incoming AS i
LEFT JOIN scored AS s USING (campaign_id, village_code, proposal_round)
WHERE i.proposal_round IS NOT NULL
    AND (s.scored_on IS NULL OR s.scored_on > i.decided_on OR s.is_removed);
