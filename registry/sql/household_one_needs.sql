-- What the household ordered, with the projects chosen for it. Grain: one row a need.
SELECT n.need_id, n.measure_id, n.what, n.amount, n.ordered_on,
    coalesce(string_agg(p.project_id, ' ' ORDER BY p.project_id), '') AS projects
FROM need_on($as_of) AS n
LEFT JOIN need_project_on($as_of) AS p USING (campaign_id, need_id)
WHERE n.household_id = $household_id
GROUP BY ALL
ORDER BY n.ordered_on, n.need_id
