-- Objections to a listed household that the notice does not show.
SELECT row_id, 'household_id' AS column_name, household_id, number
FROM incoming
SEMI JOIN paper USING (number)
ANTI JOIN notice_line USING (number, household_id)
WHERE kind = 'listed' AND household_id IS NOT NULL;
