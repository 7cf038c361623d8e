-- Objections to be investigated or decided, with the investigator where one is assigned; never who
-- objected. Grain: one row an objection.
SELECT o.objection_id, a.investigator, o.number, o.household_id, o.ground
FROM objection_on($campaign_id, $as_of) AS o
LEFT JOIN assignment_on($as_of) AS a USING (objection_id)
WHERE list_contains($subjects, o.objection_id)
ORDER BY o.objection_id
