-- Investigations of objections that nobody was assigned to.
SELECT row_id, 'investigator' AS column_name, objection_id
FROM incoming
SEMI JOIN known_objection() USING (objection_id)
ANTI JOIN known_assignment() USING (objection_id)
WHERE investigator IS NOT NULL;
