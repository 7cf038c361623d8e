-- Villages on the list of poor villages, and those that left it. Grain: one row a village.
SELECT CASE WHEN is_poor THEN 'poor' ELSE 'exited' END AS part, village_code AS place_code,
    NULL AS unit_id, village_code AS subject, 1 AS value
FROM village_status_on($as_of)
