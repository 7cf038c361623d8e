-- Places under a place that does not exist.
SELECT row_id, 'parent_code' AS column_name, parent_code, code
FROM incoming
ANTI JOIN (SELECT code AS parent_code FROM known_place($as_of)) USING (parent_code)
WHERE parent_code IS NOT NULL AND code IS NOT NULL AND level IS NOT NULL;
