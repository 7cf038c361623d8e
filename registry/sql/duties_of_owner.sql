-- The duties of one owner, those that are void left out. Grain: one row a duty.
SELECT d.duty_id, d.subject_code, h.head_name, d.period, d.starts_on, d.due_on, d.done_on, d.state
FROM duty_on($campaign_id, $as_of) AS d
LEFT JOIN household_on($as_of) AS h ON h.household_id = d.subject_code
WHERE d.owner_id = $owner_id AND d.state <> 'void'
ORDER BY d.due_on, d.duty_id, d.subject_code
