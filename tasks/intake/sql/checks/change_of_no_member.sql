-- Persons who leave a household, or come from one, of which they are no members on that day. A merged
-- household may be named by its own number or its heir's.
SELECT i.row_id, 'household_id' AS column_name,
    CASE WHEN i.kind IN ('marriage_in', 'move_in') THEN i.other_household_id ELSE i.household_id END
        AS household_id, i.changed_on
FROM incoming_effective() AS i
LEFT JOIN known_person_turn AS t USING (change_no)
WHERE i.person_id IS NOT NULL AND NOT coalesce(t.has_died, FALSE) AND CASE
    WHEN i.kind IN ('death', 'marriage_out', 'move_out', 'enrolment', 'prison', 'abroad', 'split')
        THEN t.former_id IS NULL OR i.household_id NOT IN (t.former_id, t.former_as_registered)
    WHEN i.kind IN ('marriage_in', 'move_in') AND i.other_household_id IS NOT NULL
        THEN t.former_id IS NULL OR i.other_household_id NOT IN (t.former_id, t.former_as_registered)
    ELSE FALSE END;
