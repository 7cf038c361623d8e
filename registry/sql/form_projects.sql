-- Projects to be reported on, with what was reported last. Grain: one row a project.
SELECT p.project_id, p.name, p.owner_name, p.ends_on
FROM project_on($as_of) AS p
WHERE list_contains($subjects, p.project_id)
ORDER BY p.project_id
