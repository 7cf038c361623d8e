-- The highest running number of a mark's papers in a year. Grain: one row.
SELECT coalesce(max(regexp_extract(number, '〔\d+〕(\d+)号', 1)::INTEGER), 0) AS last_no
FROM paper
WHERE starts_with(number, $mark || '〔' || $year || '〕')
