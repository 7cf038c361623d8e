-- Investigations that nobody, or somebody else, was assigned to.
SELECT i.row_id, 'investigator' AS column_name,
    CASE WHEN a.investigator IS NULL THEN 'nobody is assigned to ' || objection_id
        ELSE 'someone else is assigned to ' || objection_id END AS came,
    'expected the investigator who is assigned' AS expected,
    'Correct the name, or assign the objection anew first.' AS remedy
FROM incoming AS i
JOIN known_objection() USING (objection_id)
LEFT JOIN known_assignment() AS a USING (objection_id)
WHERE i.investigator IS NOT NULL AND a.investigator IS DISTINCT FROM i.investigator;
