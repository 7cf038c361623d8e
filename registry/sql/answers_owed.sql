-- Objections without a receipt, and decided ones without a reply. Grain: one row an objection.
WITH answers AS (
    SELECT objection_id,
        max(number) FILTER (WHERE kind = 'objection_receipt') AS receipt_number,
        bool_or(kind = 'objection_reply') AS is_replied
    FROM paper WHERE objection_id IS NOT NULL GROUP BY objection_id
),
final AS (
    SELECT o.*, h.head_name, s.result AS step_result, a.receipt_number, coalesce(a.is_replied, FALSE) AS is_replied
    FROM objection_on($campaign_id, $as_of) AS o
    LEFT JOIN answers AS a USING (objection_id)
    LEFT JOIN household_on($as_of) AS h USING (household_id)
    LEFT JOIN outcome_on($campaign_id, $as_of) AS s
        ON s.household_id = o.household_id AND s.step = o.step
    WHERE a.receipt_number IS NULL OR (o.decision IS NOT NULL AND NOT a.is_replied)
)
SELECT * FROM final ORDER BY received_on, objection_id
