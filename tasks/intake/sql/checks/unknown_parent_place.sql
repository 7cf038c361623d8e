-- Places under a place that does not exist, or whose code does not begin with it where codes nest.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'parent_code' AS column_name,
    CASE WHEN p.code IS NULL THEN i.parent_code || ' is not a place of the register'
        ELSE 'place ' || i.code || ' does not lie under ' || i.parent_code END AS came,
    CASE WHEN c.is_nested THEN 'expected the beginning of ' || i.code
        ELSE 'expected the code of the place above ' || i.code END AS expected,
    'Correct one of the two codes, or add the place above.' AS remedy
FROM incoming AS i
JOIN place_code AS c ON c.level = i.level
LEFT JOIN known_place($as_of) AS p ON p.code = i.parent_code
WHERE i.parent_code IS NOT NULL AND i.code IS NOT NULL
    AND (p.code IS NULL OR (c.is_nested AND NOT starts_with(i.code, i.parent_code)));
