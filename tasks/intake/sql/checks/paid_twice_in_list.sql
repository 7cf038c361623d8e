-- Payments to a household that another line of this load pays for the same project.
WITH paid AS (
    SELECT i.row_id, i.row_no, i.batch_id, i.line_no, i.household_id, b.project_id
    FROM incoming AS i
    JOIN known_payment_batch() AS b USING (batch_id)
)
SELECT row_id, 'household_id' AS column_name, household_id, project_id,
    first_value(row_no) OVER same AS row
FROM paid
WINDOW same AS (PARTITION BY household_id, project_id ORDER BY row_id)
QUALIFY row_number() OVER same > 1;
