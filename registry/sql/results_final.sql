-- Final results of an assessment. Grain: one row an assessed.
SELECT kind, assessed_id, score, rank, grade, honour, decided_on
FROM assessment_result
WHERE campaign_id = $campaign_id AND decided_on <= $as_of
ORDER BY kind, assessed_id
