-- Changes with the person whom they name, by number, ID number, or a name that only one person of
-- the household bears (where somebody comes from another household: of that one); who is new gets a
-- number. A birth is on the day of the change. Grain: one row an incoming row.
WITH registered AS (
    SELECT person_id, household_id, name, id_number FROM person
    UNION
    SELECT person_id, household_id, name, id_number FROM known_effective_change
    WHERE person_id IS NOT NULL AND row_id IS NULL
    UNION
    SELECT person_id, other_household_id, name, id_number FROM known_effective_change
    WHERE person_id IS NOT NULL AND row_id IS NULL AND other_household_id IS NOT NULL
    UNION
    SELECT person_id, household_id, name, id_number FROM person_on($as_of)
),
newborn AS (
    -- who comes in with the same rows may be named by a later one
    SELECT coalesce(person_id, id_number, household_id || '-' || change_no) AS person_id,
        household_id, name, id_number
    FROM incoming
    WHERE kind IN ('birth', 'marriage_in', 'move_in') AND name IS NOT NULL
        AND (kind = 'birth' OR other_household_id IS NULL)
),
registered_or_new AS (
    FROM registered
    UNION
    SELECT * FROM newborn
    ANTI JOIN registered AS r ON r.id_number = newborn.id_number OR r.person_id = newborn.person_id
),
by_number AS (
    SELECT i.row_id, min(r.person_id) AS person_id
    FROM incoming AS i
    JOIN registered AS r ON i.id_number IN (r.id_number, r.person_id)
    GROUP BY i.row_id
),
by_name AS (
    SELECT i.row_id, min(r.person_id) AS person_id
    FROM incoming AS i
    JOIN registered_or_new AS r
        ON r.name = i.name AND r.household_id = CASE WHEN kind IN ('marriage_in', 'move_in')
            THEN i.other_household_id ELSE i.household_id END
    WHERE i.id_number IS NULL AND i.kind <> 'birth'
    GROUP BY i.row_id
    HAVING count(DISTINCT r.person_id) = 1
),
taken_back AS (
    -- loaded again it names whom it named
    SELECT change_no, person_id, name, id_number FROM change SEMI JOIN change_revocation USING (change_no)
),
told AS (
    SELECT i.* REPLACE (
        CASE WHEN i.kind IN ('merge', 'household_move', 'household_leaves') THEN NULL
            ELSE coalesce(i.person_id, b.person_id, n.person_id, m.person_id,
                CASE WHEN i.kind = 'birth' OR (i.kind IN ('marriage_in', 'move_in')
                        AND i.other_household_id IS NULL AND i.name IS NOT NULL)
                    THEN coalesce(i.id_number, i.household_id || '-' || i.change_no) END)
        END AS person_id,
        CASE WHEN i.kind = 'birth' THEN coalesce(i.birth_on, i.changed_on) ELSE i.birth_on END
            AS birth_on)
    FROM incoming AS i
    LEFT JOIN by_number AS n USING (row_id)
    LEFT JOIN by_name AS m USING (row_id)
    LEFT JOIN taken_back AS b USING (change_no)
),
named AS (
    SELECT person_id, min(name) AS name, min(id_number) AS id_number
    FROM registered_or_new GROUP BY person_id
)
SELECT t.* REPLACE (
    coalesce(t.name, b.name, n.name) AS name,
    coalesce(t.id_number, b.id_number, n.id_number) AS id_number)
FROM told AS t
LEFT JOIN taken_back AS b USING (change_no)
LEFT JOIN named AS n ON n.person_id = t.person_id
ORDER BY row_id;
