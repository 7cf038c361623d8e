-- Listed households and why they are poor. Grain: one row a household.
SELECT l.household_id, l.village_code, l.head_name, c.cause
FROM listed_of_day AS l
JOIN cause_on($as_of) AS c USING (household_id)
ORDER BY l.household_id
