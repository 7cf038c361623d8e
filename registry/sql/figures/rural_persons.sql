-- Registered rural persons, whom incidence is a share of. Grain: one row a village; empty: unknown.
SELECT NULL AS part, code AS place_code, NULL AS unit_id, code AS subject, rural_persons AS value
FROM place_on($as_of)
WHERE level = 'village'
