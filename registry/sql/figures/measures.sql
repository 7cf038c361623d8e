-- Measures that are given, by kind. Grain: one row a household and measure.
SELECT m.measure_id AS part, h.village_code AS place_code, u.unit_id,
    m.household_id || ' ' || m.measure_id AS subject, 1 AS value
FROM measure_on($as_of) AS m
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE m.campaign_id = $help
