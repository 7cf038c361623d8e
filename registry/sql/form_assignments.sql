-- Objections that nobody has been assigned to. Grain: one row an objection.
SELECT o.objection_id, o.number, o.household_id, o.ground
FROM objection_on($campaign_id, $as_of) AS o
ANTI JOIN assignment_on($as_of) AS a USING (objection_id)
WHERE list_contains($subjects, o.objection_id)
ORDER BY o.objection_id
