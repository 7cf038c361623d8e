-- Objections by kind, timeliness and decision. Grain: one row a combination.
SELECT kind || CASE WHEN is_in_time THEN ', in time, ' ELSE ', late, ' END || coalesce(decision, 'open') AS kind,
    count(*) AS count
FROM objection_on($campaign_id, $as_of)
GROUP BY ALL ORDER BY kind
