-- What households and villages ordered, and which projects were chosen for it; what no project covers
-- comes first, the oldest first. Grain: one row a need.
WITH chosen AS (
    SELECT campaign_id, need_id, string_agg(project_id, ' ' ORDER BY project_id) AS projects
    FROM need_project_on($as_of)
    GROUP BY campaign_id, need_id
)
SELECT n.need_id, n.village_code, v.name_zh, v.name_en, n.household_id, n.measure_id, n.what, n.amount,
    n.ordered_on, c.need_id IS NOT NULL AS is_covered, coalesce(c.projects, '') AS projects
FROM need_on($as_of) AS n
LEFT JOIN place_on($as_of) AS v ON v.code = n.village_code
LEFT JOIN chosen AS c USING (campaign_id, need_id)
WHERE n.campaign_id = $campaign_id
ORDER BY is_covered, n.ordered_on, n.need_id
