-- How far villages are from places, as last registered. Grain: one row a place and village.
SELECT from_code, to_code, kilometres
FROM distance
WHERE since_on <= $as_of
QUALIFY row_number() OVER (PARTITION BY from_code, to_code ORDER BY version DESC) = 1
ORDER BY from_code, to_code
