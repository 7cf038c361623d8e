-- Pairings by hand with the helper's unit, and 0 for the run that decided them.
-- Grain: one row an incoming row.
SELECT i.* REPLACE (
    coalesce(i.unit_id, h.unit_id) AS unit_id,
    coalesce(i.run_no, 0) AS run_no
)
FROM incoming AS i
LEFT JOIN known_helper($as_of) AS h USING (helper_id)
ORDER BY row_id;
