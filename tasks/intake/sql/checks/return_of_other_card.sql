-- Bank returns that name another card than the payment went to, in full or by its last digits.
SELECT i.row_id, 'card_number' AS column_name, batch_id, line_no,
    right(i.card_number, 4) AS last_digits, right(p.card_number, 4) AS sent_digits
FROM incoming AS i
JOIN payment AS p USING (batch_id, line_no)
WHERE length(i.card_number) < 4 OR NOT ends_with(p.card_number, i.card_number);
