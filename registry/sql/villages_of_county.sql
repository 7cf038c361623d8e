-- Villages of a county with the register's rural households and persons (empty: unknown). Grain: one row a
-- village.
SELECT v.code, v.parent_code, v.name_zh, v.name_en, v.rural_households, v.rural_persons
FROM place_on($as_of) AS v
JOIN place_path_of_day AS a ON a.place_code = v.code
WHERE v.level = 'village' AND a.county_code = $county_code
ORDER BY v.code
