-- Problems seen again though nobody has said, with evidence, that they are put right; or closed though
-- nobody has said so since they were last found not to be.
WITH last_seen AS (
    SELECT rectification_id, finding, reinspected_on FROM reinspection
    QUALIFY row_number() OVER (PARTITION BY rectification_id ORDER BY round DESC) = 1
)
SELECT i.row_id, 'rectification_id' AS column_name, i.rectification_id
FROM incoming AS i
JOIN rectification AS r USING (rectification_id)
LEFT JOIN known_return() AS t USING (rectification_id)
LEFT JOIN last_seen AS s USING (rectification_id)
WHERE t.rectification_id IS NULL
    OR coalesce(t.rectified_on, $as_of) > coalesce(i.reinspected_on, $as_of)
    OR (i.finding = 'closed' AND s.finding = 'not_closed'
        AND coalesce(t.rectified_on, $as_of) < s.reinspected_on);
