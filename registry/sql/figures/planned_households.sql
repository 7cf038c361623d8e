-- Households that the plan of the identification gives each village. Grain: one row a village.
SELECT NULL AS part, p.place_code, NULL AS unit_id, p.place_code AS subject, p.planned_households AS value
FROM plan_on($identification, $as_of) AS p
JOIN place_on($as_of) AS v ON v.code = p.place_code AND v.level = 'village'
