-- Projects that end before they start.
SELECT row_id, 'ends_on' AS column_name, starts_on, ends_on
FROM incoming
WHERE ends_on < starts_on;
