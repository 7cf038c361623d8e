-- Listed households by main cause of poverty. Grain: one row a household.
SELECT coalesce(c.cause, 'unknown') AS part, c.village_code AS place_code, u.unit_id,
    c.household_id AS subject, 1 AS value
FROM cause_on($as_of) AS c
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
