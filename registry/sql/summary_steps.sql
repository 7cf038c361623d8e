-- Last results of every step, with the days between which they fell. Grain: one row a step and result.
SELECT o.step, o.result, count(*) AS households, min(o.decided_on) AS first_on, max(o.decided_on) AS last_on
FROM outcome_on($campaign_id, $as_of) AS o JOIN step_of($campaign_id) AS s USING (step)
GROUP BY o.step, o.result, s.step_no
ORDER BY s.step_no, households DESC, o.result
