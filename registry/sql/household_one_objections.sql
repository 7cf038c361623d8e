-- Objections about the household; never who objected. Grain: one row an objection.
SELECT objection_id, number, step, kind, received_on, is_in_time, decision, decided_on, decider
FROM objection_on($campaign_id, $as_of) WHERE household_id = $household_id
ORDER BY received_on, objection_id
