-- Appraisals at a place of the wrong level: groups appraise in the group, villages in the village.
SELECT row_id, 'place_code' AS column_name,
    place_code || ' is a ' || p.level AS came,
    'a ' || replace(kind, '_', ' ') || ' is held by a ' || replace(kind, '_appraisal', '') AS expected,
    'Correct the place or the kind of meeting.' AS remedy
FROM incoming JOIN known_place($as_of) AS p ON p.code = place_code
WHERE kind IN ('group_appraisal', 'village_appraisal')
    AND p.level <> replace(kind, '_appraisal', '');
