-- Problems on returned sheets that nobody was told to put right yet. Grain: one row a sheet and kind of
-- problem.
SELECT p.sheet_id, p.household_id, p.village_code, p.kind, v.parent_code AS township_code
FROM inspection_problem_on($as_of) AS p
JOIN place_on($as_of) AS v ON v.code = p.village_code
ANTI JOIN rectification AS k ON k.sheet_id = p.sheet_id AND k.kind = p.kind
WHERE p.campaign_id = $campaign_id
ORDER BY p.sheet_id, p.kind
