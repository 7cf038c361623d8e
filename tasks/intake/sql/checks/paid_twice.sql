-- Payments to a household that an earlier list has paid, or is paying, for the same project. One that
-- came back may be paid again by a line that names it.
SELECT DISTINCT ON (i.row_id) i.row_id, 'household_id' AS column_name, i.household_id,
    b.project_id, p.batch_id || '/' || p.line_no AS earlier
FROM incoming AS i
JOIN known_payment_batch() AS b USING (batch_id)
JOIN payment_on(DATE '9999-12-31') AS p
    ON p.household_id = i.household_id AND p.project_id = b.project_id
WHERE binds_money(p.state)
    AND (p.batch_id <> i.batch_id OR p.line_no <> i.line_no)
    AND NOT (p.state = 'returned' AND i.repeats IS NOT DISTINCT FROM p.batch_id || '/' || p.line_no)
    AND NOT EXISTS (
        SELECT 1 FROM payment AS o WHERE o.batch_id = i.batch_id AND o.line_no = i.line_no
    )
ORDER BY i.row_id, p.batch_id, p.line_no;
