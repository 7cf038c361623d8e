-- Listed households that are given no measure. Grain: one row a household.
SELECT NULL AS part, l.village_code AS place_code, u.unit_id, l.household_id AS subject, 1 AS value
FROM listed_of_day AS l
ANTI JOIN (SELECT household_id FROM measure_on($as_of) WHERE campaign_id = $help) AS m
    USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
