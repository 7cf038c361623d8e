-- Net income of listed households by year: of the year of identification as surveyed, else as recorded.
-- Grain: one row a household and year; in the pack's currency.
SELECT i.year::VARCHAR AS part, l.village_code AS place_code, u.unit_id,
    i.household_id || ' ' || i.year AS subject, i.net_income AS value
FROM income_of_year_on($as_of) AS i
JOIN listed_of_day AS l USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
