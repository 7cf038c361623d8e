-- Listed households, and whether somebody helps them [003]. Grain: one row a household.
SELECT household_id AS item, household_id, village_code,
    CASE WHEN helper_id IS NULL THEN 0 ELSE 1 END AS numerator, 1 AS denominator
FROM helped_household_on($help_campaign, $as_of)
ORDER BY item
