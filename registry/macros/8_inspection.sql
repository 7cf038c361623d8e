-- Whom an inspection can draw: the registered rural households of the county's villages as of a day,
-- on the list of the poor or not. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO inspection_population_on(county, day) AS TABLE
WITH village AS (
    SELECT v.code AS village_code, t.code AS township_code
    FROM place_on(day) AS v
    JOIN place_on(day) AS t ON t.code = v.parent_code
    WHERE v.level = 'village' AND t.parent_code = county
)
SELECT h.household_id, v.village_code, v.township_code, l.household_id IS NOT NULL AS is_listed
FROM household_on(day) AS h
JOIN village AS v USING (village_code)
LEFT JOIN listed_on(day) AS l USING (household_id);
