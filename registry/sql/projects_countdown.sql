-- Projects with what is reported done, what their time would let expect, and when the next word is
-- due. Inputs: $report_days, days between two reports. Grain: one row a project.
SELECT p.project_id, p.name, p.place_code, p.owner_name, p.budget_id, p.amount, p.starts_on, p.ends_on,
    p.ends_on - $as_of::DATE AS days_left,
    coalesce(r.percent_done, 0) AS percent_done,
    (100 * greatest(0, least(1,
        ($as_of::DATE - p.starts_on + 1) / (p.ends_on - p.starts_on + 1)::DOUBLE)))::INTEGER AS percent_of_time,
    r.reported_on,
    (greatest(p.starts_on, coalesce(r.reported_on, p.starts_on)) + $report_days::INTEGER)::DATE AS report_due_on
FROM project_on($as_of) AS p
LEFT JOIN progress_on($as_of) AS r USING (project_id)
WHERE p.campaign_id = $campaign_id
ORDER BY p.ends_on, p.project_id
