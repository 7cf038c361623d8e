-- Every outcome of the household, in the order in which they fell. Grain: one row an outcome.
SELECT o.step, o.round, o.result, o.decided_on, o.reason, o.actor, o.evidence
FROM outcome AS o JOIN step_of($campaign_id) AS s USING (step)
WHERE o.campaign_id = $campaign_id AND o.household_id = $household_id AND o.decided_on <= $as_of
ORDER BY o.decided_on, s.step_no, o.round
