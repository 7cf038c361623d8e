-- Persons with their number and what the ID number says of them. Grain: one row an incoming row.
SELECT * REPLACE (
    coalesce(person_id, id_number, household_id || '-' || member_no) AS person_id,
    coalesce(birth_on, try_strptime(substr(id_number, 7, 8), '%Y%m%d')::DATE) AS birth_on,
    coalesce(sex, CASE TRY_CAST(substr(id_number, 17, 1) AS INTEGER) % 2
        WHEN 1 THEN 'male' WHEN 0 THEN 'female' END) AS sex
)
FROM incoming
ORDER BY row_id;
