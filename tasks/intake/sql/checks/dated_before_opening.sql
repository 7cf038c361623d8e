-- Acts dated before their campaign was opened.
SELECT a.row_id, a.column_name, a.acted_on, c.opened_on
FROM new_act AS a
JOIN campaign AS c USING (campaign_id)
WHERE a.form = $form AND a.acted_on < c.opened_on;
