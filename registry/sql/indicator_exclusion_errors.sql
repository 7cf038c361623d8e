-- Unlisted households that the year's inspections visited, and whether they were found poor;
-- who gave no answer counts neither way [003]. Grain: one row a sheet.
SELECT s.sheet_id AS item, s.household_id, s.village_code, s.inspected_on AS done_on,
    (s.state = 'exclusion_error')::INTEGER AS numerator, 1 AS denominator
FROM inspected_household_on($as_of) AS s
SEMI JOIN inspection_of_year_on($county_code, $as_of) AS c USING (campaign_id)
WHERE NOT is_listed AND s.state NOT IN ('open', 'unanswered')
ORDER BY item
