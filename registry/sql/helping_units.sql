-- Units that help, with their names. Grain: one row a unit.
SELECT unit_id, name_zh, name_en FROM helping_unit_on($as_of) ORDER BY unit_id
