-- Problems seen again by the person who put them right.
SELECT i.row_id, 'reinspector' AS column_name, i.rectification_id
FROM incoming AS i
JOIN known_return() AS t USING (rectification_id)
WHERE i.reinspector = t.rectified_by;
