-- Payment lists of the campaign with who made and who entered them. Grain: one row a list.
SELECT batch_id, project_id, budget_id, made_on, payments, total_amount, maker,
    actor AS entered_by
FROM payment_batch
WHERE campaign_id = $campaign_id AND made_on <= $as_of
ORDER BY batch_id
