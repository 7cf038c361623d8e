-- Projects whose next word is due and that are not done. Inputs: $report_days. Grain: one row a
-- project.
SELECT 'project_progress' AS form, p.place_code, NULL::VARCHAR AS household_id,
    p.project_id AS number, NULL::VARCHAR AS objection_id,
    (greatest(p.starts_on, coalesce(r.reported_on, p.starts_on)) + $report_days::INTEGER)::DATE AS since_on
FROM project_on($as_of) AS p
LEFT JOIN progress_on($as_of) AS r USING (project_id)
WHERE p.campaign_id = $campaign_id AND coalesce(r.percent_done, 0) < 100
    AND greatest(p.starts_on, coalesce(r.reported_on, p.starts_on)) + $report_days::INTEGER <= $as_of
ORDER BY p.place_code, p.project_id
