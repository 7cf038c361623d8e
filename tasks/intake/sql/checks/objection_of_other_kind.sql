-- Objections to households of a notice that proposes a village, and to a village of one that lists
-- households.
SELECT i.row_id, 'kind' AS column_name, i.number, worded('objection', 'kind', i.kind) AS kind
FROM incoming AS i
JOIN paper AS p USING (number)
WHERE (p.kind = 'village_proposal') <> (i.kind = 'proposal');
