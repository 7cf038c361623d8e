-- Reports issued for a day that no other has replaced. Inputs: $kinds. Grain: one row a report.
SELECT p.kind, p.content ->> '$.subject_code' AS subject_code, p.number, p.content_digest
FROM paper AS p
ANTI JOIN (SELECT replaces FROM paper) AS r ON r.replaces = p.number
WHERE list_contains($kinds, p.kind) AND p.issued_on = $as_of
ORDER BY p.number
