-- Rows of an objection that nobody registered.
SELECT row_id, 'objection_id' AS column_name, objection_id
FROM incoming ANTI JOIN known_objection() USING (objection_id)
WHERE objection_id IS NOT NULL;
