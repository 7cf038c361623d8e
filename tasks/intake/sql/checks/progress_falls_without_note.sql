-- Reports that less is done than was reported before, without a word why.
SELECT i.row_id, 'percent_done' AS column_name, i.project_id, i.percent_done,
    b.percent_done AS before, b.reported_on
FROM incoming AS i
JOIN (
    SELECT project_id, reported_on, percent_done FROM incoming
    UNION ALL
    SELECT project_id, reported_on, percent_done FROM project_progress
) AS b ON b.project_id = i.project_id AND b.reported_on < i.reported_on
WHERE i.note IS NULL
QUALIFY row_number() OVER (PARTITION BY i.row_id ORDER BY b.reported_on DESC) = 1
    AND i.percent_done < b.percent_done;
