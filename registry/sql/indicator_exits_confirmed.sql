-- Households that were to leave the list and were checked by the county, and whether the check confirmed it
-- [002 §4.2]. Grain: one row a household.
SELECT s.household_id AS item, s.household_id, h.village_code, s.checked_on AS done_on,
    (s.finding = 'confirmed')::INTEGER AS numerator, 1 AS denominator
FROM spot_check_on($exit_campaign, $as_of) AS s
JOIN household_on($as_of) AS h USING (household_id)
ORDER BY item
