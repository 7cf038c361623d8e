-- Papers that name the household. Grain: one row a paper.
SELECT p.number, p.kind, p.issued_on, p.replaces, l.line_no
FROM paper AS p
LEFT JOIN notice_line AS l ON l.number = p.number AND l.household_id = $household_id
WHERE p.campaign_id = $campaign_id AND p.issued_on <= $as_of
    AND (l.number IS NOT NULL OR p.household_id = $household_id)
ORDER BY p.issued_on, p.number
