-- Everyone registered on $as_of, with the village of the household. Grain: one row a person.
SELECT p.person_id, p.household_id, p.name, p.id_number, p.birth_on, h.village_code
FROM person_on($as_of) AS p
LEFT JOIN household_on($as_of) AS h USING (household_id)
