-- Objections of the year's campaigns by their decision. Grain: one row an objection.
WITH received AS (
    FROM objection_on($identification, $as_of)
    UNION ALL FROM objection_on($help, $as_of)
    UNION ALL FROM objection_on($exit, $as_of)
)
SELECT coalesce(o.decision, 'open') AS part, o.place_code, u.unit_id, o.objection_id AS subject, 1 AS value
FROM received AS o
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
