-- What villages have and lack of the catalogue of haves. Grain: one row a village and have.
SELECT CASE WHEN has_it THEN 'there/' ELSE 'missing/' END || have_id AS part, village_code AS place_code,
    NULL AS unit_id, village_code || ' ' || have_id AS subject, 1 AS value
FROM village_have_on($as_of)
