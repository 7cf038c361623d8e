-- Persons who are members of another household, in the register or in the same load.
WITH incoming_person AS (
    SELECT row_id, person_id, household_id, coalesce(id_number, person_id) AS identity,
        coalesce(left_on <= $as_of, FALSE) AS is_leaving
    FROM incoming
),
member AS (
    SELECT coalesce(id_number, person_id) AS identity, household_id
    FROM person_on($as_of) AS p
    WHERE NOT EXISTS (
        SELECT 1 FROM incoming_person AS i
        WHERE i.person_id = p.person_id AND i.household_id = p.household_id
    )
    UNION
    SELECT identity, household_id FROM incoming_person WHERE NOT is_leaving
)
SELECT row_id, 'household_id' AS column_name, min(m.household_id) AS household_id
FROM incoming_person AS i
JOIN member AS m ON m.identity = i.identity AND m.household_id <> i.household_id
WHERE NOT i.is_leaving
GROUP BY row_id;
