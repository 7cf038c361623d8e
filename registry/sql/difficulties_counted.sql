-- Difficulties of listed households by kind, open and solved; and the villages' haves, there or
-- missing. Grain: one row a difficulty or have.
SELECT 'difficulties' AS catalogue, difficulty_id AS id,
    count(*) FILTER (WHERE state = 'open') AS missing, count(*) FILTER (WHERE state = 'solved') AS reached
FROM difficulty_on($as_of)
SEMI JOIN listed_of_day USING (household_id)
WHERE state <> 'absent'
GROUP BY difficulty_id
UNION ALL
SELECT 'haves', have_id, count(*) FILTER (WHERE NOT has_it), count(*) FILTER (WHERE has_it)
FROM village_have_on($as_of)
GROUP BY have_id
ORDER BY ALL
