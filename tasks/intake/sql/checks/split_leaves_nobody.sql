-- Splits that leave nobody behind: then the household moved, or got another number.
WITH after_split AS (
    SELECT i.household_id, i.changed_on, min(i.row_id) AS row_id
    FROM incoming AS i WHERE i.kind = 'split'
    GROUP BY ALL
),
going AS (
    SELECT household_id, person_id, changed_on FROM known_change() WHERE kind = 'split'
),
member AS (
    -- who is there before that day, and does not go
    SELECT a.row_id, t.person_id, max_by(t.household_id, t.turn_no) AS household_id
    FROM after_split AS a
    JOIN known_person_turn AS t ON t.changed_on <= a.changed_on
    GROUP BY a.row_id, t.person_id
    UNION ALL
    SELECT a.row_id, p.person_id, max_by(p.household_id, p.version)
    FROM after_split AS a
    JOIN person AS p ON p.since_on <= a.changed_on AND (p.left_on IS NULL OR p.left_on > a.changed_on)
    ANTI JOIN (SELECT person_id FROM known_change() WHERE person_id IS NOT NULL) AS c
        ON c.person_id = p.person_id
    GROUP BY a.row_id, p.person_id
)
SELECT a.row_id, 'household_id' AS column_name, a.household_id, a.changed_on
FROM after_split AS a
ANTI JOIN member AS m ON m.row_id = a.row_id AND m.household_id = a.household_id;
