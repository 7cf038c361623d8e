-- Inspectors, also those of the third party, who surveyed the same household themselves, in whatever
-- campaign and round.
WITH surveyor AS (
    SELECT household_id, surveyor AS name FROM survey
    UNION
    SELECT household_id, second_surveyor FROM survey WHERE second_surveyor IS NOT NULL
    UNION
    SELECT household_id, surveyor FROM known_survey()
),
named AS (
    SELECT row_id, sheet_id, 'inspector' AS column_name, inspector AS name FROM incoming
    UNION ALL
    SELECT row_id, sheet_id, 'third_party', third_party FROM incoming
)
SELECT DISTINCT n.row_id, n.column_name, s.household_id
FROM named AS n
JOIN inspection_sheet AS s USING (sheet_id)
JOIN surveyor AS v ON v.household_id = s.household_id AND v.name = n.name;
