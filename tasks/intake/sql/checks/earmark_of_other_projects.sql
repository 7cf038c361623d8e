-- Budget lines that are earmarked for another measure than a project that runs on them.
SELECT i.row_id, 'measure_id' AS column_name, i.budget_id, min(p.project_id) AS project_id,
    worded('budget_line', 'measure_id', i.measure_id) AS earmarked
FROM incoming AS i
JOIN project_on(DATE '9999-12-31') AS p ON p.budget_id = i.budget_id
ANTI JOIN incoming_project AS n ON n.project_id = p.project_id
WHERE p.measure_id <> i.measure_id
GROUP BY i.row_id, i.budget_id, i.measure_id;
