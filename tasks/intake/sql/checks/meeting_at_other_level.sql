-- Appraisals at a place of the wrong level: groups appraise in the group, villages in the village.
SELECT row_id, 'place_code' AS column_name,
    place_code, worded('places', 'level', p.level) AS level,
    worded('meeting', 'kind', i.kind) AS kind, worded('places', 'level', replace(i.kind, '_appraisal', '')) AS held_by
FROM incoming AS i JOIN known_place($as_of) AS p ON p.code = place_code
WHERE i.kind IN ('group_appraisal', 'village_appraisal')
    AND p.level <> replace(i.kind, '_appraisal', '');
