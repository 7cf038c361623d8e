-- Objections decided, not withdrawn, before anyone investigated them.
SELECT row_id, 'objection_id' AS column_name, objection_id
FROM incoming
SEMI JOIN known_objection() USING (objection_id)
ANTI JOIN known_investigation() USING (objection_id)
WHERE finding <> 'withdrawn';
