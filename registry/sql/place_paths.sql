-- Every place with the village, township and county that it is or lies in. Grain: one row a place.
FROM place_path_of_day ORDER BY place_code
