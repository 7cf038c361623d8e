-- Money planned for projects, by kind of measure. Grain: one row a project.
SELECT measure_id AS part, place_code, NULL AS unit_id, project_id AS subject, amount AS value
FROM project_on($as_of)
WHERE campaign_id = $help
