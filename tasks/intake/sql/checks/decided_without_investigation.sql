-- Objections decided, not withdrawn, before anyone investigated them.
SELECT row_id, 'objection_id' AS column_name,
    'no investigation of ' || objection_id AS came,
    'expected an investigation before the decision' AS expected,
    'Load the investigation first.' AS remedy
FROM incoming
SEMI JOIN known_objection() USING (objection_id)
ANTI JOIN known_investigation() USING (objection_id)
WHERE finding <> 'withdrawn';
