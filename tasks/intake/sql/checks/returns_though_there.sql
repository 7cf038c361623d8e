-- Returns of persons who have not left.
SELECT i.row_id, 'household_id' AS column_name, coalesce(t.former_id, i.household_id) AS household_id
FROM known_person_turn AS t
JOIN incoming AS i USING (change_no)
WHERE i.kind = 'return' AND NOT t.has_died AND (t.former_id IS NOT NULL OR t.turn_no = 1);
