-- Births on another day than that of the change.
SELECT row_id, 'birth_on' AS column_name, changed_on
FROM incoming
WHERE kind = 'birth' AND birth_on <> changed_on;
