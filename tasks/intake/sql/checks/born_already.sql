-- Births of persons who are known already.
SELECT i.row_id, 'person_id' AS column_name
FROM incoming_effective() AS i
WHERE i.kind = 'birth' AND (
    i.person_id IN (SELECT person_id FROM person)
    OR i.person_id IN (SELECT c.person_id FROM known_effective_change AS c
        WHERE c.kind IN ('birth', 'marriage_in', 'move_in') AND c.change_no <> i.change_no));
