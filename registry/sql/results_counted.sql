-- Lists of results in force by kind: how many, with how many assessed, how many whose window has not closed
-- yet, and how many results are final. Grain: one row a kind.
SELECT r.kind, count(DISTINCT r.number) AS lists, count(*) AS assessed,
    count(DISTINCT r.number) FILTER (r.closes_on IS NULL OR r.closes_on >= $as_of) AS open_lists,
    count(f.assessed_id) AS final
FROM result_on($campaign_id, $as_of) AS r
LEFT JOIN assessment_result AS f
    ON f.campaign_id = $campaign_id AND f.kind = r.kind AND f.assessed_id = r.assessed_id
    AND f.decided_on <= $as_of
GROUP BY r.kind
ORDER BY r.kind
