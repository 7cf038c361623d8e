-- Changes of persons of a household of which the register knows only how many there are.
SELECT row_id, 'household_id' AS column_name, household_id
FROM incoming_effective() AS i
JOIN household_on($as_of) AS h USING (household_id)
ANTI JOIN person AS p ON p.household_id = i.household_id
ANTI JOIN known_effective_change AS c
    ON i.household_id = CASE WHEN c.kind IN ('split', 'marriage_out', 'move_out')
        THEN c.other_household_id ELSE c.household_id END AND c.change_no <> i.change_no
WHERE h.registered_persons IS NOT NULL AND i.person_id IS NOT NULL;
