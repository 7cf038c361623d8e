-- Sustained objections that a household was missed, when nobody said which one.
SELECT i.row_id, 'objection_id' AS column_name, objection_id
FROM incoming AS i
JOIN known_objection() AS o USING (objection_id)
WHERE i.finding = 'sustained' AND o.kind = 'missed' AND o.household_id IS NULL;
