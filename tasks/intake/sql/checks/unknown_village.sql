-- Rows of a village that is not among the places.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'village_code' AS column_name, village_code, words
FROM incoming
JOIN place_code ON place_code.level = 'village'
ANTI JOIN (SELECT code AS village_code FROM known_place($as_of) WHERE level = 'village')
    USING (village_code)
WHERE village_code IS NOT NULL;
