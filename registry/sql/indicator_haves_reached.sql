-- What a village should have, and whether it has it [002 §6]; for every unit that helps there. Grain: one
-- row a village, have and unit.
SELECT v.village_code || ' ' || v.have_id AS item, v.village_code, u.unit_id, v.stated_on AS done_on,
    v.has_it::INTEGER AS numerator, 1 AS denominator
FROM village_have_on($as_of) AS v
LEFT JOIN unit_pairing_on($help_campaign, $as_of) AS u USING (village_code)
ORDER BY item, unit_id
