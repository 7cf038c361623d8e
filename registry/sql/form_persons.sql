-- Members of households whose data are to be corrected, as registered. Grain: one row a person.
SELECT household_id, name, id_number, sex, birth_on, relation
FROM person_on($as_of) WHERE list_contains($subjects, household_id)
ORDER BY household_id, person_id
