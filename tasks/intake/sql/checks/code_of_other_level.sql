-- Places whose code does not look as the pack says of their level.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'code' AS column_name,
    code, length(code) AS length, worded('places', 'level', place_code.level) AS level, words
FROM incoming JOIN place_code USING (level)
WHERE NOT regexp_full_match(code, pattern);
