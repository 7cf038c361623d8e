-- Rows of a need that nobody registered in the campaign of its project.
SELECT i.row_id, 'need_id' AS column_name, i.need_id
FROM incoming AS i
LEFT JOIN known_project($as_of) AS p USING (project_id)
WHERE i.need_id IS NOT NULL AND NOT EXISTS (
    FROM known_need($as_of) AS n
    WHERE n.need_id = i.need_id AND n.campaign_id = coalesce(p.campaign_id, n.campaign_id)
);
