-- Payments with the list that lies beside them, where it is the only one, and numbered in their
-- order where they are not. Grain: one row an incoming row.
WITH only_batch AS (
    SELECT CASE WHEN count(*) = 1 THEN min(batch_id) END AS batch_id FROM incoming_payment_batch
),
listed AS (
    SELECT i.* REPLACE (coalesce(i.batch_id, o.batch_id) AS batch_id)
    FROM incoming AS i, only_batch AS o
)
SELECT * REPLACE (
    coalesce(line_no, row_number() OVER (PARTITION BY batch_id ORDER BY row_id))::INTEGER AS line_no
)
FROM listed
ORDER BY row_id;
