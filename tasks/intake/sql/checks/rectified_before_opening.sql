-- Problems put right before they were known.
SELECT i.row_id, 'rectified_on' AS column_name, i.rectified_on, r.opened_on
FROM incoming AS i
JOIN rectification AS r USING (rectification_id)
WHERE i.rectified_on < r.opened_on;
