-- Rows of a place that is not in the register.
SELECT row_id, 'place_code' AS column_name, place_code
FROM incoming
ANTI JOIN (SELECT code AS place_code FROM known_place($as_of)) USING (place_code)
WHERE place_code IS NOT NULL;
