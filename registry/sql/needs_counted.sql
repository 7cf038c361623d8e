-- Needs by kind of measure, and how many of them no project covers. Grain: one row a measure.
SELECT n.measure_id, count(*) AS needs, count(*) - count(c.need_id) AS uncovered
FROM need_on($as_of) AS n
LEFT JOIN (SELECT DISTINCT campaign_id, need_id FROM need_project_on($as_of)) AS c
    USING (campaign_id, need_id)
WHERE n.campaign_id = $campaign_id
GROUP BY n.measure_id
ORDER BY n.measure_id
