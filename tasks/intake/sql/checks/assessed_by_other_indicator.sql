-- Points for a kind that is not assessed by that indicator.
SELECT i.row_id, 'indicator_id' AS column_name, i.indicator_id, worded('indicator_score', 'kind', i.kind) AS kind
FROM incoming AS i
ANTI JOIN entered_indicator USING (indicator_id, kind)
WHERE i.indicator_id IS NOT NULL AND i.kind IS NOT NULL;
