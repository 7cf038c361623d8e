-- Revocations of a split whose new household has a way of its own by now: an application, a decision or a
-- payment. There would be no such household any more.
WITH acted AS (
    SELECT household_id FROM application
    UNION ALL
    SELECT household_id FROM outcome
    UNION ALL
    SELECT household_id FROM payment
)
SELECT i.row_id, 'change_no' AS column_name, c.other_household_id AS household_id
FROM incoming AS i
JOIN change AS c USING (change_no)
ANTI JOIN change_revocation USING (change_no)
ANTI JOIN known_household_start() AS s ON s.household_id = c.other_household_id
SEMI JOIN acted AS a ON a.household_id = c.other_household_id
WHERE c.kind = 'split';
