-- Projects of a budget line that this campaign does not have.
SELECT row_id, 'budget_id' AS column_name, budget_id
FROM incoming ANTI JOIN known_budget_line($as_of) USING (budget_id, campaign_id)
WHERE budget_id IS NOT NULL;
