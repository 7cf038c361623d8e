-- What villages and townships owed, and whether it was done in time. Grain: one row a duty of a place and
-- period.
SELECT * FROM due_duty_on($help_campaign, $as_of)
WHERE owner IN ('village', 'township')
ORDER BY item
