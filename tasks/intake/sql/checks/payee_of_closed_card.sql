-- Payments to a card that the bank has closed.
SELECT i.row_id, 'card_number' AS column_name, household_id, right(i.card_number, 4) AS last_digits
FROM incoming AS i
JOIN known_card($as_of) AS c USING (household_id, card_number)
ANTI JOIN payment AS o ON o.batch_id = i.batch_id AND o.line_no = i.line_no
WHERE c.is_closed;
