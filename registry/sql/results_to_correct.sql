-- Lines of lists of results in force that hold a score against which an objection was sustained, with all
-- lines of those lists. Grain: one row a line.
WITH sustained AS (
    SELECT assessed_id, min(objection_id) AS objection_id
    FROM score_objection_on($campaign_id, $as_of)
    WHERE decision = 'sustained'
    GROUP BY assessed_id
)
SELECT r.number, r.place_code, r.kind, r.assessed_id, r.score, s.objection_id
FROM result_on($campaign_id, $as_of) AS r
LEFT JOIN sustained AS s USING (assessed_id)
WHERE r.number IN (
    SELECT number FROM result_on($campaign_id, $as_of) SEMI JOIN sustained USING (assessed_id)
)
ORDER BY r.number, r.line_no
