-- Changes of a person whom nobody can tell: no such person there, or several of that name.
SELECT row_id, CASE WHEN id_number IS NULL THEN 'name' ELSE 'id_number' END AS column_name,
    household_id
FROM incoming_effective()
WHERE person_id IS NULL AND kind NOT IN ('merge', 'household_move', 'household_leaves');
