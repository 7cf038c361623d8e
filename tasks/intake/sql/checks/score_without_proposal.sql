-- Scores of a village that by their day had proposed nothing.
SELECT i.row_id, 'village_code' AS column_name, i.village_code, i.scored_on
FROM incoming AS i
SEMI JOIN known_place($as_of) AS p ON p.code = i.village_code AND p.level = 'village'
WHERE i.proposal_round IS NULL AND i.scored_on IS NOT NULL;
