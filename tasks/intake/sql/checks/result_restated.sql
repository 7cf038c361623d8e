-- Another result of a sheet that came back already, without a reason: a result is stated once, and corrected
-- with a reason, day and name.
WITH last AS (
    SELECT * FROM inspection_result
    QUALIFY row_number() OVER (PARTITION BY sheet_id ORDER BY round DESC) = 1
)
SELECT i.row_id, 'sheet_id' AS column_name, i.sheet_id, l.inspector, l.inspected_on
FROM incoming AS i
JOIN last AS l USING (sheet_id)
WHERE i.correction_reason IS NULL
    AND (l.correction_reason IS NOT NULL OR (l.finding, l.inspector) IS DISTINCT FROM (i.finding, i.inspector)
        OR coalesce(i.inspected_on, l.inspected_on) <> l.inspected_on
        OR (l.reason, l.third_party, l.took_part, l.signed_itself, l.problem, l.evidence, l.team_leader)
            IS DISTINCT FROM
            (i.reason, i.third_party, i.took_part, i.signed_itself, i.problem, i.evidence, i.team_leader));
