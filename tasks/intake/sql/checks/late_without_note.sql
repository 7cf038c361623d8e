-- Reports after a project's last day that it is not done, without a word why.
SELECT i.row_id, 'note' AS column_name, i.project_id, i.percent_done, p.ends_on
FROM incoming AS i
JOIN known_project($as_of) AS p USING (project_id)
WHERE i.reported_on > p.ends_on AND i.percent_done < 100 AND i.note IS NULL;
