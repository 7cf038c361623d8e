-- Objections decided, not withdrawn, before anyone had investigated them; not those decided already.
WITH investigated AS (
    SELECT objection_id, coalesce(investigated_on, $as_of) AS investigated_on FROM incoming_investigation
    UNION ALL
    SELECT objection_id, investigated_on FROM investigation
),
final AS (
    SELECT row_id, 'decided_on' AS column_name, coalesce(decided_on, $as_of) AS decided_on,
        min(v.investigated_on) AS investigated_on
    FROM incoming
    JOIN investigated AS v USING (objection_id)
    ANTI JOIN decision USING (objection_id)
    WHERE finding <> 'withdrawn'
    GROUP BY ALL
)
SELECT * FROM final WHERE decided_on < investigated_on;
