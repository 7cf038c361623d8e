-- Objections that are owed a receipt or a reply, with where their household, or its payment, stands, or who is
-- assessed. Grain: one row an objection.
SELECT o.*, coalesce(h.head_name, c.name_zh, u.name_zh, b.name) AS head_name, s.result AS step_result,
    p.state AS payment_state
FROM answer_owed_on($campaign_id, $as_of) AS o
LEFT JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN place_on($as_of) AS c ON c.code = o.assessed_id
LEFT JOIN unit_ever_on($as_of) AS u ON u.unit_id = o.assessed_id
LEFT JOIN helper_ever_on($as_of) AS b ON b.helper_id = o.assessed_id
LEFT JOIN outcome_on($campaign_id, $as_of) AS s
    ON s.household_id = o.household_id AND s.step = o.step
LEFT JOIN payment_of_day AS p ON p.number = o.number AND p.household_id = o.household_id
ORDER BY received_on, objection_id
