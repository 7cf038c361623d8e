-- What else helpers owed, and whether it was done in time. Grain: one row a duty of a helper and period.
SELECT * FROM due_duty_on($help_campaign, $as_of)
WHERE owner = 'helper' AND duty_id <> 'helper.visit'
ORDER BY item
