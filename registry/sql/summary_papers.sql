-- Papers issued. Grain: one row a kind.
SELECT p.kind, count(DISTINCT p.number) AS count, coalesce(sum(f.pages), 0)::BIGINT AS pages
FROM paper AS p LEFT JOIN printed_file AS f ON f.number = p.number
WHERE p.campaign_id = $campaign_id AND p.issued_on <= $as_of
GROUP BY p.kind ORDER BY p.kind
