-- Units and the villages that they help. Grain: one row a unit and village.
SELECT NULL AS part, p.village_code AS place_code, p.unit_id,
    p.unit_id || ' ' || p.village_code AS subject, 1 AS value
FROM unit_pairing_on($help, $as_of) AS p
SEMI JOIN helping_unit_on($as_of) AS u USING (unit_id)
