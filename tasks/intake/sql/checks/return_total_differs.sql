-- Bank returns whose stated total is missing, or is not the sum of their lines of that list. Each file
-- has its own; where an amount cannot be read there is nothing to compare.
WITH summed AS (
    SELECT batch_id, min(row_id) AS row_id, sum(amount) AS summed,
        min(total_amount) AS least, max(total_amount) AS stated,
        count(*) = count(amount) AS are_read
    FROM incoming
    GROUP BY file_no, batch_id
)
SELECT row_id, 'total_amount' AS column_name, batch_id, summed,
    coalesce(stated::VARCHAR, '—') AS stated
FROM summed
WHERE stated IS NULL OR least <> stated OR (summed <> stated AND are_read);
