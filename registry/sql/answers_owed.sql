-- Objections that are owed a receipt or a reply, with where their household stands. Grain: one row an
-- objection.
SELECT o.*, h.head_name, s.result AS step_result
FROM answer_owed_on($campaign_id, $as_of) AS o
LEFT JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN outcome_on($campaign_id, $as_of) AS s
    ON s.household_id = o.household_id AND s.step = o.step
ORDER BY received_on, objection_id
