-- Persons who join a household to which they belong already, by marriage or else.
SELECT i.row_id, CASE WHEN t.household_id = i.household_id THEN 'household_id'
        ELSE 'other_household_id' END AS column_name, t.household_id
FROM known_person_turn AS t
JOIN incoming AS i USING (change_no)
WHERE t.household_id = t.former_id AND NOT t.has_died AND i.kind <> 'return';
