-- Places whose code does not begin with that of the place above, where codes nest.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT i.row_id, 'parent_code' AS column_name, i.code, i.parent_code
FROM incoming AS i
JOIN place_code AS c USING (level)
SEMI JOIN known_place($as_of) AS p ON p.code = i.parent_code
WHERE c.is_nested AND NOT starts_with(i.code, i.parent_code);
