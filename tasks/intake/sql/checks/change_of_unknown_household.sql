-- Changes of a household that is not in the register, or was not yet on that day.
WITH named AS (
    SELECT row_id, changed_on, 'household_id' AS column_name, household_id FROM incoming_effective()
    UNION ALL
    SELECT row_id, changed_on, 'other_household_id', other_household_id FROM incoming_effective()
    WHERE kind IN ('marriage_in', 'move_in', 'marriage_out', 'move_out', 'merge')
        AND other_household_id IS NOT NULL
)
SELECT row_id, column_name, n.household_id, changed_on
FROM named AS n
LEFT JOIN known_household_start() AS s USING (household_id)
WHERE s.since_on IS NULL OR s.since_on > n.changed_on;
