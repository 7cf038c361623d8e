-- Units that help. Grain: one row a unit.
SELECT unit_id, place_code FROM helping_unit_on($as_of) ORDER BY unit_id
