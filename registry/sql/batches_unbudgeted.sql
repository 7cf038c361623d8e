-- Payment lists on a budget line that the campaign does not have. Grain: one row a list.
SELECT batch_id AS batch, budget_id AS budget
FROM payment_batch
ANTI JOIN budget_line_on($as_of) USING (budget_id, campaign_id)
WHERE campaign_id = $campaign_id AND made_on <= $as_of
ORDER BY batch_id
