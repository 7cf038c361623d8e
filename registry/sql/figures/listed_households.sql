-- Households on the list of the poor. Grain: one row a household.
SELECT NULL AS part, l.village_code AS place_code, u.unit_id, l.household_id AS subject, 1 AS value
FROM listed_of_day AS l
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
