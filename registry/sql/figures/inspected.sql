-- Households drawn by the year's inspections, by what they found, whether being on the list, or not on it,
-- was right, and by half-year. Grain: one row a sheet.
SELECT s.state || '/' || c.half AS part, s.village_code AS place_code, u.unit_id, s.sheet_id AS subject,
    1 AS value
FROM inspected_household_on($as_of) AS s
JOIN inspection_of_year_on($county_code, $as_of) AS c USING (campaign_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
