-- What is owed to one household, those that are void left out. Grain: one row a duty.
SELECT duty_id, owner_id, period, due_on, done_on, state
FROM duty_on($campaign_id, $as_of)
WHERE subject_code = $household_id AND state <> 'void'
ORDER BY due_on, duty_id
