-- Exits approved of a village whose incidence on that day nobody can know.
SELECT row_id, 'village_code' AS column_name, village_code
FROM new_exit_approval($as_of)
WHERE poor_persons IS NULL OR rural_persons IS NULL;
