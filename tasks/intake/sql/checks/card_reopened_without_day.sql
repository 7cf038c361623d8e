-- Closed cards that are said to be open, without a day after the closing.
SELECT i.row_id, 'since_on' AS column_name, right(i.card_number, 4) AS last_digits,
    c.since_on AS closed_on
FROM incoming AS i
JOIN card_on(DATE '9999-12-31') AS c USING (household_id, card_number)
WHERE c.is_closed AND NOT i.is_closed AND i.since_on IS NULL;
