-- Births of persons who are known already; that somebody marries or moves later makes nobody known.
SELECT i.row_id, 'person_id' AS column_name
FROM incoming_effective() AS i
WHERE i.kind = 'birth' AND (
    i.person_id IN (SELECT person_id FROM person)
    OR EXISTS (
        FROM known_effective_change AS c
        WHERE c.person_id = i.person_id AND c.change_no <> i.change_no
            AND (c.kind = 'birth'
                OR (c.kind IN ('marriage_in', 'move_in') AND c.changed_on <= i.changed_on))));
