-- Objections decided by a person who investigated them, in whatever round.
SELECT DISTINCT i.row_id, 'decider' AS column_name
FROM incoming AS i
JOIN known_investigation() AS v USING (objection_id)
WHERE plain_name(i.decider) = plain_name(v.investigator);
