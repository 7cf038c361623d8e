-- Exits approved of a village whose incidence on that day is not below the limit.
SELECT row_id, 'village_code' AS column_name, village_code, poor_persons, rural_persons,
    (100 * poor_persons / rural_persons)::DECIMAL(9, 2)::VARCHAR AS percent,
    (100 * incidence_limit)::DECIMAL(9, 2)::VARCHAR AS limit_percent
FROM new_exit_approval($as_of)
WHERE poor_persons >= incidence_limit * rural_persons;
