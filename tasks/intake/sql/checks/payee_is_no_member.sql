-- Payments to a name that nobody in the household has.
SELECT i.row_id, 'payee_name' AS column_name, i.household_id
FROM incoming AS i
SEMI JOIN known_household($as_of) AS h ON h.household_id = i.household_id
ANTI JOIN household_payee AS n
    ON n.household_id = i.household_id AND n.name = plain_name(i.payee_name)
ANTI JOIN payment AS o ON o.batch_id = i.batch_id AND o.line_no = i.line_no
WHERE i.payee_name IS NOT NULL;
