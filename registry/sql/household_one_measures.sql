-- Measures of the household, given or ended. Grain: one row a statement.
SELECT measure_id, is_given, decided_on, cause, need_id, project_id, reason, decider
FROM measure
WHERE household_id = $household_id AND decided_on <= $as_of
ORDER BY decided_on, measure_id, round
