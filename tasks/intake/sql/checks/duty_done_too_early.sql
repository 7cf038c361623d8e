-- Duties reported as done before the first day on which they count.
SELECT i.row_id, 'done_on' AS column_name, i.done_on, d.starts_on, i.period
FROM incoming AS i
JOIN duty AS d USING (duty_id, owner_id, subject_code, period)
WHERE i.done_on < d.starts_on;
