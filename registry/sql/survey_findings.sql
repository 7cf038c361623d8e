-- Keep-outs that the last survey found, or could not exclude, of the households compared (relation
-- compared). Grain: one row a household and rule.
SELECT household_id, rule_id, round::VARCHAR AS record_no, state, observed
FROM keepout_unseen_on($campaign_id, $as_of)
SEMI JOIN compared USING (household_id)
ORDER BY household_id, rule_id
