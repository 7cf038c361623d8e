-- Rows of an objection that nobody registered.
SELECT row_id, 'objection_id' AS column_name,
    'no objection ' || objection_id AS came,
    'expected an objection that is registered' AS expected,
    'Correct the number, or register the objection first.' AS remedy
FROM incoming ANTI JOIN known_objection() USING (objection_id)
WHERE objection_id IS NOT NULL;
