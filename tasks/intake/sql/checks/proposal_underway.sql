-- Proposals of a village whose last one hangs already and is not at its end.
SELECT row_id, 'village_code' AS column_name, village_code
FROM new_village_proposal($as_of)
WHERE result IS NOT NULL AND NOT is_ended;
