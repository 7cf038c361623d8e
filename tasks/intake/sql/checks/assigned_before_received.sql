-- Objections assigned to an investigator before they were received.
WITH final AS (
    SELECT i.row_id, 'assigned_on' AS column_name, coalesce(i.assigned_on, $as_of) AS assigned_on,
        coalesce(o.received_on, $as_of) AS received_on
    FROM incoming AS i
    JOIN known_objection() AS o USING (objection_id)
)
SELECT * FROM final WHERE assigned_on < received_on;
