-- Every place as of a day. Grain: one row a place.
SELECT * EXCLUDE (entry) FROM place_on($as_of) ORDER BY code
