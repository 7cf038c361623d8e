-- Objections decided by the person who investigated them.
SELECT i.row_id, 'decider' AS column_name,
    'the same person as the investigator' AS came,
    'another person decides than investigates' AS expected,
    'Have someone else decide.' AS remedy
FROM incoming AS i
JOIN known_investigation() AS v USING (objection_id)
WHERE i.decider = v.investigator;
