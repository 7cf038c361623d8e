-- Objections to be investigated or decided; with the investigator, where one is assigned.
-- Grain: one row an objection.
SELECT o.objection_id
FROM objection_on($campaign_id, $as_of) AS o
WHERE list_contains($subjects, o.objection_id)
ORDER BY o.objection_id
