-- Households of a frozen frame by their strata. Grain: one row a household.
SELECT place_code, is_listed, code, household_id
FROM inspection_frame_line
WHERE campaign_id = $campaign_id
ORDER BY place_code, is_listed, code
