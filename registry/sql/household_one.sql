-- One household as registered. Grain: at most one row.
SELECT * EXCLUDE (entry) FROM household_on($as_of) WHERE household_id = $household_id
