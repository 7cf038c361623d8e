-- Changes of a person before the day of birth.
WITH born AS (
    SELECT person_id, max(birth_on) AS birth_on
    FROM (
        SELECT person_id, birth_on FROM person
        UNION ALL
        SELECT person_id, birth_on FROM known_effective_change
    )
    GROUP BY person_id
)
SELECT i.row_id, 'changed_on' AS column_name, i.changed_on
FROM incoming_effective() AS i
JOIN born AS b USING (person_id)
WHERE i.changed_on < b.birth_on AND i.kind <> 'birth';
