-- Investigators, or who is assigned to investigate, of an objection that they decided themselves.
SELECT i.row_id, 'investigator' AS column_name, i.objection_id
FROM incoming AS i
JOIN decision AS d USING (objection_id)
WHERE plain_name(i.investigator) = plain_name(d.decider);
