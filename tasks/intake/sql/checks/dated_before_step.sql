-- Acts dated before their household came to the step, as far as the steps before it are known to be done with.
SELECT a.row_id, a.column_name, a.acted_on, a.household_id,
    max(d.done_on) FILTER (d.step_no < s.step_no) AS reached_on
FROM new_act AS a
JOIN campaign AS c USING (campaign_id)
JOIN step AS s ON s.kind = c.kind AND s.step = a.step
JOIN known_done_with($as_of) AS d ON d.campaign_id = a.campaign_id AND d.household_id = a.household_id
WHERE a.form = $form AND a.acted_on >= c.opened_on
GROUP BY ALL
HAVING a.acted_on < reached_on;
