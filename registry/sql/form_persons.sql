-- Members of households whose data are to be corrected, as registered; by their number in the register who
-- gets an ID number stays the same person. Grain: one row a person.
SELECT household_id, person_id, name, id_number, sex, birth_on, relation
FROM person_on($as_of) WHERE list_contains($subjects, household_id)
ORDER BY household_id, person_id
