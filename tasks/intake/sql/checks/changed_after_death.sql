-- Changes of a person who is dead by then: a second death, or anything else.
SELECT i.row_id, 'changed_on' AS column_name, i.changed_on
FROM known_person_turn AS t
JOIN incoming AS i USING (change_no)
WHERE t.has_died;
