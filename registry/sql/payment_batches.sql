-- Payment lists of the campaign with their maker. Grain: one row a list.
SELECT batch_id, project_id, budget_id, made_on, payments, total_amount, actor AS maker
FROM payment_batch
WHERE campaign_id = $campaign_id AND made_on <= $as_of
ORDER BY batch_id
