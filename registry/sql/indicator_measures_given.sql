-- Listed households, and whether any measure is given to them [003]. Grain: one row a household.
SELECT h.household_id AS item, h.household_id, h.village_code, h.unit_id, h.helper_id,
    min(m.decided_on) AS done_on, CASE WHEN count(m.measure_id) = 0 THEN 0 ELSE 1 END AS numerator,
    1 AS denominator
FROM helped_household_on($help_campaign, $as_of) AS h
LEFT JOIN (FROM measure_on($as_of) WHERE campaign_id = $help_campaign) AS m USING (household_id)
GROUP BY h.household_id, h.village_code, h.unit_id, h.helper_id
ORDER BY item
