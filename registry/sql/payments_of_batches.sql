-- Lines of payment lists with their publicity, what became of them, and why one that is not
-- released may not be (`held_by`, empty where nothing holds it). What was released, withdrawn or paid,
-- who the card and the name belong to: by all that is known, whatever day is being entered.
-- Grain: one row a line.
SELECT p.batch_id, p.line_no, p.household_id, p.repeats, p.payee_name, p.card_number, p.amount,
    p.state, p.released_on, p.release_entry, p.closes_on, p.is_publicised,
    r.line_no IS NOT NULL AS is_released,
    CASE WHEN w.line_no IS NOT NULL THEN 'withdrawn'
        WHEN p.state = 'stopped' THEN 'stopped'
        WHEN e.finding = 'paid' THEN 'paid_already'
        WHEN l.household_id IS NULL THEN 'no_longer_listed'
        WHEN n.household_id IS NULL THEN 'payee'
        WHEN c.household_id IS NULL THEN 'card'
        WHEN p.is_objected THEN 'objected'
        WHEN NOT p.is_publicised THEN 'in_publicity' END AS held_by
FROM payment_of_day AS p
LEFT JOIN listed_of_day AS l USING (household_id)
LEFT JOIN household_payee AS n
    ON n.household_id = p.household_id AND n.name = plain_name(p.payee_name)
LEFT JOIN card_on(DATE '9999-12-31') AS c
    ON c.household_id = p.household_id AND c.card_number = p.card_number AND NOT c.is_closed
    AND plain_name(c.holder_name) = plain_name(p.payee_name)
LEFT JOIN payment_release AS r ON r.batch_id = p.batch_id AND r.line_no = p.line_no
LEFT JOIN payment_withdrawal AS w ON w.batch_id = p.batch_id AND w.line_no = p.line_no
LEFT JOIN bank_word_on(DATE '9999-12-31') AS e ON e.batch_id || '/' || e.line_no = p.repeats
WHERE p.campaign_id = $campaign_id AND list_contains($batch_ids, p.batch_id)
ORDER BY p.batch_id, p.line_no
