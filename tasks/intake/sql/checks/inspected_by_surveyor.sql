-- Inspectors, also those of the third party, who surveyed the same household themselves, in whatever
-- campaign and round.
WITH named AS (
    SELECT row_id, sheet_id, 'inspector' AS column_name, inspector AS name FROM incoming
    UNION ALL
    SELECT row_id, sheet_id, 'third_party', third_party FROM incoming
)
SELECT DISTINCT n.row_id, n.column_name, s.household_id
FROM named AS n
JOIN inspection_sheet AS s USING (sheet_id)
JOIN known_survey() AS v ON v.household_id = s.household_id
WHERE plain_name(n.name) IN (plain_name(v.surveyor), plain_name(v.second_surveyor));
