-- Payments to another card than the household's one.
SELECT i.row_id, 'card_number' AS column_name, household_id, right(i.card_number, 4) AS last_digits,
    right(c.card_number, 4) AS known_digits
FROM incoming AS i
JOIN known_card($as_of) AS c USING (household_id)
ANTI JOIN payment AS o ON o.batch_id = i.batch_id AND o.line_no = i.line_no
WHERE i.card_number <> c.card_number;
