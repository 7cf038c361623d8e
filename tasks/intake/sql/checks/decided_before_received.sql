-- Objections decided before they were received; not those decided already, which may come again.
WITH final AS (
    SELECT i.row_id, 'decided_on' AS column_name, coalesce(i.decided_on, $as_of) AS decided_on,
        coalesce(o.received_on, $as_of) AS received_on
    FROM incoming AS i
    JOIN known_objection() AS o USING (objection_id)
    ANTI JOIN decision USING (objection_id)
)
SELECT * FROM final WHERE decided_on < received_on;
