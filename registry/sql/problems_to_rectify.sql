-- Problems on returned sheets that nobody was told to put right yet: a listed household found not poor,
-- an unlisted one found poor, participation that was not real, another problem. Grain: one row a
-- sheet and kind of problem.
WITH inspected AS (
    SELECT s.sheet_id, s.household_id, s.village_code, d.purpose = 'inspection_listed' AS is_listed, r.*
    EXCLUDE (sheet_id, entry)
    FROM inspection_result_on($as_of) AS r
    JOIN inspection_sheet AS s USING (sheet_id)
    JOIN draw AS d USING (draw_id)
    WHERE s.campaign_id = $campaign_id
),
problem AS (
    SELECT sheet_id, household_id, village_code, 'inclusion' AS kind FROM inspected
    WHERE is_listed AND finding = 'not_poor'
    UNION ALL
    SELECT sheet_id, household_id, village_code, 'exclusion' FROM inspected
    WHERE NOT is_listed AND finding = 'poor'
    UNION ALL
    SELECT sheet_id, household_id, village_code, 'participation' FROM inspected
    WHERE took_part IS FALSE OR signed_itself IS FALSE
    UNION ALL
    SELECT sheet_id, household_id, village_code, 'other' FROM inspected WHERE problem IS NOT NULL
)
SELECT p.*, v.parent_code AS township_code
FROM problem AS p
JOIN place_on($as_of) AS v ON v.code = p.village_code
ANTI JOIN rectification AS k ON k.sheet_id = p.sheet_id AND k.kind = p.kind
ORDER BY p.sheet_id, p.kind
