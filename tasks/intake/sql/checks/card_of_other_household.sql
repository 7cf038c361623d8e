-- Cards that are the open card of another household.
SELECT i.row_id, 'card_number' AS column_name, min(c.household_id) AS household_id,
    right(i.card_number, 4) AS last_digits
FROM incoming AS i
JOIN known_card($as_of) AS c ON c.card_number = i.card_number AND c.household_id <> i.household_id
WHERE NOT coalesce(i.is_closed, FALSE) AND NOT c.is_closed
GROUP BY i.row_id, i.card_number;
