-- Problems seen again though nobody has said, with evidence, that they are put right.
SELECT i.row_id, 'rectification_id' AS column_name, i.rectification_id
FROM incoming AS i
JOIN rectification AS r USING (rectification_id)
LEFT JOIN known_return() AS t USING (rectification_id)
WHERE t.rectification_id IS NULL OR t.rectified_on > coalesce(i.reinspected_on, $as_of);
