-- Persons with their number and what the ID number says of them, where it does ($id_numbers).
-- Grain: one row an incoming row.
WITH said AS (
    SELECT *, CASE WHEN $id_numbers = 'gb_11643' THEN id_number END AS telling
    FROM incoming
)
SELECT * EXCLUDE (telling) REPLACE (
    coalesce(person_id, id_number, household_id || '-' || member_no) AS person_id,
    coalesce(birth_on, try_strptime(substr(telling, 7, 8), '%Y%m%d')::DATE) AS birth_on,
    coalesce(sex, CASE TRY_CAST(substr(telling, 17, 1) AS INTEGER) % 2
        WHEN 1 THEN 'male' WHEN 0 THEN 'female' END) AS sex
)
FROM said
ORDER BY row_id;
