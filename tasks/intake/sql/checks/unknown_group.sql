-- Rows of a villager group that is not among the places.
-- Inputs: place_code (level, pattern, words, is_nested) of the policy pack.
SELECT row_id, 'group_code' AS column_name, group_code, words
FROM incoming
JOIN place_code ON place_code.level = 'group'
ANTI JOIN (SELECT code AS group_code FROM known_place($as_of) WHERE level = 'group')
    USING (group_code)
WHERE group_code IS NOT NULL;
