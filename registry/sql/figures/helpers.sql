-- Helpers of listed households, each counted in one village: where it helps most households. Grain: one
-- row a helper.
SELECT NULL AS part, village_code AS place_code, unit_id, helper_id AS subject, 1 AS value
FROM helping_on($help, $as_of)
GROUP BY helper_id, unit_id, village_code
QUALIFY row_number() OVER (PARTITION BY helper_id ORDER BY count(*) DESC, village_code) = 1
