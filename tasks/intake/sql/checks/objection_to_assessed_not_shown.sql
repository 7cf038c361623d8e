-- Objections to a score that the notice does not show.
SELECT i.row_id, 'assessed_id' AS column_name, i.assessed_id, i.number
FROM incoming AS i
SEMI JOIN paper USING (number)
ANTI JOIN assessment_line AS l USING (number, assessed_id)
WHERE i.kind = 'score' AND i.assessed_id IS NOT NULL;
