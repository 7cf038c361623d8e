-- Objections that a household was missed, though the notice shows it.
SELECT row_id, 'household_id' AS column_name,
    'household ' || household_id || ' is on ' || number AS came,
    'a missed household is one that the notice does not show' AS expected,
    'Correct the household or the kind of objection.' AS remedy
FROM incoming SEMI JOIN notice_line USING (number, household_id)
WHERE kind = 'missed';
