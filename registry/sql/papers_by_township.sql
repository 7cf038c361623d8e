-- Papers of a kind that are in force, by the township they belong to (the county, for its own).
-- Grain: one row a paper.
WITH above AS (
    SELECT g.code, CASE g.level WHEN 'group' THEN v.parent_code WHEN 'village' THEN g.parent_code
        ELSE g.code END AS township_code
    FROM place_on($as_of) AS g
    LEFT JOIN place_on($as_of) AS v ON v.code = g.parent_code
)
SELECT p.number, p.kind, p.content, coalesce(a.township_code, p.place_code) AS township_code
FROM paper AS p
LEFT JOIN above AS a ON a.code = p.place_code
ANTI JOIN (SELECT replaces FROM paper WHERE issued_on <= $as_of) AS r ON r.replaces = p.number
WHERE p.campaign_id = $campaign_id AND p.kind = $kind AND p.issued_on <= $as_of
ORDER BY township_code, p.place_code, p.issued_on, length(p.number), p.number
