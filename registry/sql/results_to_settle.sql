-- Lines of the lists of results in force, once every window has closed, no objection waits for a decision
-- and no sustained one for another score; nothing once they are final. Grain: one row a line.
SELECT number, kind, assessed_id, score
FROM result_on($campaign_id, $as_of)
WHERE NOT EXISTS (
        FROM result_on($campaign_id, $as_of) WHERE closes_on IS NULL OR closes_on >= $as_of
    )
    AND NOT EXISTS (FROM score_objection_on($campaign_id, $as_of))
    AND NOT EXISTS (FROM assessment_result WHERE campaign_id = $campaign_id)
ORDER BY kind, assessed_id
