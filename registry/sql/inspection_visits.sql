-- Whom inspectors go to and where: the households of these numbers. Grain: one row a household.
SELECT h.household_id, h.head_name, h.address, h.group_code, h.village_code,
    v.parent_code AS township_code, m.members
FROM household_on($as_of) AS h
JOIN place_on($as_of) AS v ON v.code = h.village_code
LEFT JOIN member_count_on($as_of) AS m USING (household_id)
WHERE list_contains($households, h.household_id)
ORDER BY h.village_code, h.group_code, h.address NULLS LAST, h.household_id
