-- Keep-outs that the survey itself found, or could not exclude, of households now compared.
-- Grain: one row a household and rule.
WITH last_round AS (
    SELECT household_id, round FROM verdict_on($campaign_id, $as_of)
)
SELECT j.household_id, j.rule_id, j.round::VARCHAR AS record_no, j.state, j.observed
FROM judgement AS j
JOIN last_round USING (household_id, round)
JOIN campaign_position AS p USING (household_id)
WHERE j.campaign_id = $campaign_id AND j.rule_id LIKE 'keepout.%' AND j.state IN ('met', 'unknown')
    AND p.step = 'comparison' AND p.result IS NULL
ORDER BY j.household_id, j.rule_id
