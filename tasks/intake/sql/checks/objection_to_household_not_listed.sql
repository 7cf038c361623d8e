-- Objections to a listed household that the notice does not show.
SELECT row_id, 'household_id' AS column_name,
    'household ' || household_id || ' is not on ' || number AS came,
    'expected a household on the notice' AS expected,
    'Correct the household or the notice, or register it as missed (遗漏).' AS remedy
FROM incoming
SEMI JOIN paper USING (number)
ANTI JOIN notice_line USING (number, household_id)
WHERE kind = 'listed' AND household_id IS NOT NULL;
