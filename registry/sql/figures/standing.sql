-- Households of the identification by the step that they stand at; those that ended there say `ended`.
-- Grain: one row a household.
SELECT p.step || CASE WHEN p.is_ended THEN '/ended' ELSE '' END AS part,
    h.village_code AS place_code, NULL AS unit_id, p.household_id AS subject, 1 AS value
FROM position_on($identification, $as_of) AS p
JOIN household_on($as_of) AS h USING (household_id)
