-- Investigations by another person than the one assigned.
SELECT i.row_id, 'investigator' AS column_name, objection_id
FROM incoming AS i
JOIN known_assignment() AS a USING (objection_id)
WHERE i.investigator IS NOT NULL AND a.investigator <> i.investigator;
