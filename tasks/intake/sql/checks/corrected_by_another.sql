-- Corrections by somebody who neither inspected the household nor led the team, or of a sheet that never
-- came back.
WITH entitled AS (
    SELECT sheet_id, unnest([inspector, team_leader]) AS name FROM inspection_result WHERE round = 1
)
SELECT i.row_id, 'corrected_by' AS column_name, i.corrected_by, i.sheet_id
FROM incoming AS i
ANTI JOIN entitled AS e ON e.sheet_id = i.sheet_id AND e.name = i.corrected_by
WHERE i.corrected_by IS NOT NULL;
