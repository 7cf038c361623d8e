-- Units that help a village, with their leader in charge. Grain: one row a unit and village.
SELECT p.village_code, u.unit_id, u.name_zh, u.name_en, u.leader_name
FROM unit_pairing_on($campaign_id, $as_of) AS p
JOIN helping_unit_on($as_of) AS u USING (unit_id)
ORDER BY p.village_code, u.unit_id
