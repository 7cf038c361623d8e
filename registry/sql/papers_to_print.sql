-- Papers of these kinds without a printed file in this language. Grain: one row a paper.
SELECT p.number, p.kind, p.content, p.place_code
FROM paper AS p
ANTI JOIN (SELECT number FROM printed_file WHERE language = $language) AS f USING (number)
WHERE p.campaign_id = $campaign_id AND p.issued_on <= $as_of AND list_contains($kinds, p.kind)
ORDER BY p.number
