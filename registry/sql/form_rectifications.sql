-- Problems to be put right or to be seen again. Grain: one row a problem.
SELECT r.rectification_id, r.household_id, r.due_on
FROM rectification AS r
WHERE list_contains($subjects, r.rectification_id)
ORDER BY r.rectification_id
