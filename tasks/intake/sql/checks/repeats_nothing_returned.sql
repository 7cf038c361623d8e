-- Payments that repeat one that did not come back: none of that number, of another household or
-- project, or not returned, or repeated already.
SELECT i.row_id, 'repeats' AS column_name, i.repeats
FROM incoming AS i
JOIN known_payment_batch() AS b USING (batch_id)
ANTI JOIN payment AS o ON o.batch_id = i.batch_id AND o.line_no = i.line_no
ANTI JOIN payment_on(DATE '9999-12-31') AS p
    ON p.campaign_id = $help_campaign AND p.batch_id || '/' || p.line_no = i.repeats AND p.state = 'returned'
    AND p.household_id = i.household_id AND p.project_id = b.project_id
WHERE i.repeats IS NOT NULL;
