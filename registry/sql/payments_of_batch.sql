-- Lines of one payment list with their publicity and what became of them; `is_released` by any day,
-- `is_listed` while the payee is on the list of poor households, `is_on_card` while the card is the
-- household's open one in the payee's name, by all that is known. Grain: one row a line.
SELECT p.batch_id, p.line_no, p.household_id, p.repeats, p.payee_name, p.card_number, p.amount,
    p.state, p.released_on, p.release_entry, p.closes_on, p.is_publicised, p.is_objected,
    r.line_no IS NOT NULL AS is_released, l.household_id IS NOT NULL AS is_listed,
    c.household_id IS NOT NULL AS is_on_card
FROM payment_on($as_of) AS p
LEFT JOIN listed_on($as_of) AS l USING (household_id)
LEFT JOIN card_on(DATE '9999-12-31') AS c
    ON c.household_id = p.household_id AND c.card_number = p.card_number AND NOT c.is_closed
    AND plain_name(c.holder_name) = plain_name(p.payee_name)
LEFT JOIN payment_release AS r ON r.batch_id = p.batch_id AND r.line_no = p.line_no
WHERE p.campaign_id = $campaign_id AND p.batch_id = $batch_id
ORDER BY p.line_no
