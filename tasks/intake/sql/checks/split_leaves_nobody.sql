-- Splits that leave nobody behind: then the household moved, or got another number.
SELECT min(i.row_id) AS row_id, 'household_id' AS column_name, i.household_id, i.changed_on
FROM incoming_effective() AS i
SEMI JOIN known_split_leaving_nobody AS s
    ON s.household_id = i.household_id AND s.changed_on = i.changed_on
WHERE i.kind = 'split'
GROUP BY i.household_id, i.changed_on;
