-- Objections that a household was missed, though the notice shows it.
SELECT row_id, 'household_id' AS column_name, household_id, number
FROM incoming SEMI JOIN notice_line USING (number, household_id)
WHERE kind = 'missed';
