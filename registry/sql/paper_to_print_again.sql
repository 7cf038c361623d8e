-- A paper and the digests of its files in this language that are noted. Grain: one row, or none.
SELECT p.kind, p.content, p.campaign_id,
    list(f.file_digest) FILTER (f.language = $language) AS digests
FROM paper AS p
LEFT JOIN printed_file AS f USING (number)
WHERE p.number = $number
GROUP BY ALL
