-- Payment lists of a project that this campaign does not have.
SELECT row_id, 'project_id' AS column_name, project_id
FROM incoming ANTI JOIN known_project($as_of) USING (project_id, campaign_id)
WHERE project_id IS NOT NULL;
