-- Drawn households on sheets that are out, in the order of their route; not whether they are listed.
-- Grain: one row a sheet.
SELECT s.sheet_id, s.household_id, h.head_name, h.group_code, h.address
FROM inspection_sheet AS s
JOIN household_on($as_of) AS h USING (household_id)
WHERE list_contains($subjects, s.sheet_id)
ORDER BY s.sheet_id
