-- Corrections dated before what they correct.
WITH last AS (
    SELECT sheet_id, coalesce(corrected_on, inspected_on) AS stated_on FROM inspection_result
    QUALIFY row_number() OVER (PARTITION BY sheet_id ORDER BY round DESC) = 1
)
SELECT i.row_id, 'corrected_on' AS column_name, i.corrected_on, l.stated_on
FROM incoming AS i
JOIN last AS l USING (sheet_id)
WHERE i.corrected_on < l.stated_on;
