-- Distances from a place that is not in the register.
SELECT row_id, 'from_code' AS column_name, from_code AS place_code
FROM incoming
ANTI JOIN (SELECT code AS from_code FROM known_place($as_of)) USING (from_code)
WHERE from_code IS NOT NULL;
