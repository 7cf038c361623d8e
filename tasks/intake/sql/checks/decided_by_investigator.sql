-- Objections decided by the person who investigated them.
SELECT i.row_id, 'decider' AS column_name
FROM incoming AS i
JOIN known_investigation() AS v USING (objection_id)
WHERE i.decider = v.investigator;
