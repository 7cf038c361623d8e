-- Duties that may be done now and are not, with the unit or place whose form they stand on. Grain: one
-- row a duty.
SELECT coalesce(h.unit_id, d.owner_id) AS group_id, d.duty_id, d.owner_id, d.subject_code, d.period,
    d.due_on, g.head_name
FROM duty_on($campaign_id, $as_of) AS d
LEFT JOIN helper_ever_on($as_of) AS h ON h.helper_id = d.owner_id
LEFT JOIN household_on($as_of) AS g ON g.household_id = d.subject_code
WHERE d.state IN ('open', 'overdue') AND d.starts_on <= $as_of
ORDER BY group_id, d.owner_id, d.due_on, d.duty_id, d.subject_code
