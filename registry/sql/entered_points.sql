-- Points that people entered. Grain: one row an indicator and assessed.
SELECT kind, assessed_id, indicator_id, points, scorer, reason, evidence, scored_on
FROM indicator_score_on($campaign_id, $as_of)
ORDER BY kind, assessed_id, indicator_id
