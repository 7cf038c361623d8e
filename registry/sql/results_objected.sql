-- Objections that keep results from being final: to be decided, or sustained and waiting for another score.
-- Grain: one row an objection.
SELECT objection_id, number, assessed_id,
    CASE WHEN decision IS NULL THEN 'to_be_decided' ELSE 'to_be_corrected' END AS state
FROM score_objection_on($campaign_id, $as_of)
ORDER BY objection_id
