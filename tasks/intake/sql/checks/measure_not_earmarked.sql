-- Projects of a measure that their budget line is not meant for.
SELECT i.row_id, 'measure_id' AS column_name, i.budget_id,
    worded('budget_line', 'measure_id', b.measure_id) AS earmarked,
    worded('project', 'measure_id', i.measure_id) AS measure
FROM incoming AS i
JOIN known_budget_line($as_of) AS b USING (budget_id)
WHERE b.measure_id <> i.measure_id;
