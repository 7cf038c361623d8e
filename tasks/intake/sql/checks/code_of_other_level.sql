-- Places whose code has not the length of their level.
WITH lengths AS (
    SELECT * FROM (VALUES ('county', 6), ('township', 9), ('village', 12), ('group', 14))
        AS t (level, digits)
)
SELECT row_id, 'code' AS column_name,
    code || ' has ' || length(code) || ' characters' AS came,
    'a ' || level || ' has ' || digits || ' digits' AS expected,
    'Correct the code or the level.' AS remedy
FROM incoming JOIN lengths USING (level)
WHERE NOT regexp_full_match(code, '[0-9]+') OR length(code) <> digits;
