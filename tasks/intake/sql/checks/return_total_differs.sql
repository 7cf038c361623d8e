-- Bank returns whose stated total is missing, or is not the sum of their lines of that list. Each file
-- has its own.
WITH summed AS (
    SELECT batch_id, min(row_id) AS row_id, sum(amount) AS summed,
        min(total_amount) AS least, max(total_amount) AS stated
    FROM incoming
    GROUP BY file_no, batch_id
)
SELECT row_id, 'total_amount' AS column_name, batch_id, summed,
    coalesce(stated::VARCHAR, '—') AS stated
FROM summed
WHERE stated IS NULL OR summed <> stated OR least <> stated;
