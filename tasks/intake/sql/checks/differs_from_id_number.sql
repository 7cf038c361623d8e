-- Persons whose birthday or sex is not the one in their ID number, where it says them ($id_numbers).
WITH said AS (
    SELECT *,
        birth_on <> try_strptime(substr(id_number, 7, 8), '%Y%m%d')::DATE AS is_other_day,
        (sex = 'male') <> (substr(id_number, 17, 1) IN ('1', '3', '5', '7', '9')) AS is_other_sex
    FROM incoming
)
SELECT row_id, CASE WHEN is_other_day THEN 'birth_on' ELSE 'sex' END AS column_name
FROM said
WHERE $id_numbers = 'gb_11643' AND (is_other_day OR is_other_sex);
