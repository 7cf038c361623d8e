-- The departments' records of a campaign as of $as_of, numbered in a fixed order. Grain: one row a record.
SELECT row_number() OVER (ORDER BY department_id, record_no) AS record_id,
    department_id, record_no, id_number, name, birth_on, village_code, detail
FROM department_record_on($opened_on, $as_of)
