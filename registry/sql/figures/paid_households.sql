-- Households that were paid anything. Grain: one row a household.
SELECT DISTINCT NULL AS part, h.village_code AS place_code, u.unit_id, p.household_id AS subject, 1 AS value
FROM payment_of_day AS p
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE p.campaign_id = $help AND p.state = 'paid'
