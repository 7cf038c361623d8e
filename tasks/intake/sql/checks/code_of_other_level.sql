-- Places whose code does not look as the pack says of their level.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'code' AS column_name,
    code || ' has ' || length(code) || ' characters' AS came,
    'a ' || level || ' has ' || words AS expected,
    'Correct the code or the level.' AS remedy
FROM incoming JOIN place_code USING (level)
WHERE NOT regexp_full_match(code, pattern);
