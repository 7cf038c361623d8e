-- Counties under a place: the register ends with them.
SELECT i.row_id, 'parent_code' AS column_name, i.parent_code, i.code
FROM incoming AS i
SEMI JOIN known_place($as_of) AS p ON p.code = i.parent_code
WHERE i.level = 'county';
