-- Splits into a household that was there before, or that came of another household or day.
SELECT DISTINCT i.row_id, 'other_household_id' AS column_name, i.other_household_id AS household_id
FROM incoming_effective() AS i
LEFT JOIN household AS h ON h.household_id = i.other_household_id AND h.since_on <= i.changed_on
LEFT JOIN known_effective_change AS c
    ON c.kind = 'split' AND c.other_household_id = i.other_household_id
    AND (c.household_id, c.changed_on, c.village_code, c.group_code)
        <> (i.household_id, i.changed_on, i.village_code, i.group_code)
WHERE i.kind = 'split' AND i.other_household_id <> i.household_id
    AND (h.household_id IS NOT NULL OR c.change_no IS NOT NULL);
