-- A paper, what replaced it, and its printed files. Grain: one row a printed file, or one without.
SELECT p.number, p.kind, p.issued_on, p.content_digest, r.number AS replaced_by,
    r.issued_on AS replaced_on, f.file_digest, f.language
FROM paper AS p
LEFT JOIN paper AS r ON r.replaces = p.number
LEFT JOIN printed_file AS f ON f.number = p.number
WHERE p.number = $number
