-- Payments to another name than that of the card.
SELECT i.row_id, 'payee_name' AS column_name, household_id
FROM incoming AS i
JOIN known_card($as_of) AS c USING (household_id, card_number)
ANTI JOIN payment AS o ON o.batch_id = i.batch_id AND o.line_no = i.line_no
WHERE plain_name(i.payee_name) <> plain_name(c.holder_name);
