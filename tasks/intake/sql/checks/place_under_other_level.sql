-- Places under a place that is not of the level above theirs, such as a village under itself.
WITH step (level, above) AS (
    VALUES ('township', 'county'), ('village', 'township'), ('group', 'village')
)
SELECT i.row_id, 'parent_code' AS column_name,
    i.parent_code, worded('places', 'level', p.level) AS level,
    i.code, worded('places', 'level', i.level) AS own_level, worded('places', 'level', s.above) AS above
FROM incoming AS i
JOIN step AS s USING (level)
JOIN known_place($as_of) AS p ON p.code = i.parent_code
WHERE p.level <> s.above;
