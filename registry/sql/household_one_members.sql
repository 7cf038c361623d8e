-- Members of one household, the head first. Grain: one row a person.
SELECT * EXCLUDE (entry)
FROM person_on($as_of) WHERE household_id = $household_id
ORDER BY relation IS DISTINCT FROM 'head', birth_on, person_id
