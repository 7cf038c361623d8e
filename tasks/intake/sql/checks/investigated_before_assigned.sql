-- Objections investigated before the day on which the investigator was first assigned.
WITH assigned AS (
    SELECT objection_id, investigator, coalesce(assigned_on, $as_of) AS assigned_on FROM incoming_assignment
    UNION ALL
    SELECT objection_id, investigator, assigned_on FROM assignment
),
final AS (
    SELECT row_id, 'investigated_on' AS column_name, coalesce(investigated_on, $as_of) AS investigated_on,
        min(a.assigned_on) AS assigned_on
    FROM incoming
    JOIN assigned AS a USING (objection_id, investigator)
    GROUP BY ALL
)
SELECT * FROM final WHERE investigated_on < assigned_on;
