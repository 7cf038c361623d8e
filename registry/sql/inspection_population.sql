-- Whom an inspection can draw. Grain: one row a household.
FROM inspection_population_on($county_code, $as_of) ORDER BY household_id
