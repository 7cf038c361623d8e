-- Objections that are owed a receipt or a reply, with where their household, or its payment, stands. Grain: one row an
-- objection.
SELECT o.*, h.head_name, s.result AS step_result,
    p.state AS payment_state
FROM answer_owed_on($campaign_id, $as_of) AS o
LEFT JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN outcome_on($campaign_id, $as_of) AS s
    ON s.household_id = o.household_id AND s.step = o.step
LEFT JOIN payment_on($as_of) AS p ON p.number = o.number AND p.household_id = o.household_id
ORDER BY received_on, objection_id
