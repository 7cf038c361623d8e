-- Households whose villager group belongs to another village.
SELECT row_id, 'group_code' AS column_name, group_code, village_code, g.parent_code
FROM incoming
JOIN known_place($as_of) AS g ON g.code = group_code AND g.level = 'group'
SEMI JOIN known_place($as_of) AS v ON v.code = village_code
WHERE g.parent_code <> village_code;
