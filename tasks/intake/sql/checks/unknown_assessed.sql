-- Rows of a place, unit or helper of that kind who is not in the registers, or has left.
SELECT i.row_id, 'assessed_id' AS column_name, i.assessed_id, worded('indicator_score', 'kind', i.kind) AS kind
FROM incoming AS i
ANTI JOIN answering_on($as_of) AS a USING (kind, assessed_id)
WHERE i.kind IS NOT NULL AND i.assessed_id IS NOT NULL;
