-- Distances to what is no village of the register.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'to_code' AS column_name, to_code AS village_code, words
FROM incoming
JOIN place_code ON place_code.level = 'village'
ANTI JOIN (SELECT code AS to_code FROM known_place($as_of) WHERE level = 'village') USING (to_code)
WHERE to_code IS NOT NULL;
