-- Papers of these kinds without a printed file in this language; one that was replaced before it was
-- printed need not be. Grain: one row a paper.
SELECT p.number, p.kind, p.content, p.place_code
FROM paper AS p
ANTI JOIN (SELECT number FROM printed_file WHERE language = $language) AS f USING (number)
ANTI JOIN (SELECT replaces FROM paper) AS r ON r.replaces = p.number
WHERE p.campaign_id = $campaign_id AND p.issued_on <= $as_of AND list_contains($kinds, p.kind)
ORDER BY p.issued_on, length(p.number), p.number
