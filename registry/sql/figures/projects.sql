-- Projects: behind are those with less done than their time would let expect. Grain: one row a project.
SELECT CASE WHEN g.percent_done = 100 THEN 'done'
        WHEN p.starts_on > $as_of THEN 'not_started'
        WHEN coalesce(g.percent_done, 0) < 100 * least(1,
            ($as_of::DATE - p.starts_on + 1) / (p.ends_on - p.starts_on + 1)::DOUBLE) THEN 'behind'
        ELSE 'on_time' END AS part,
    p.place_code, NULL AS unit_id, p.project_id AS subject, 1 AS value
FROM project_on($as_of) AS p
LEFT JOIN progress_on($as_of) AS g USING (project_id)
WHERE p.campaign_id = $help
