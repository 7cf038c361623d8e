-- What units owed, and whether it was done in time. Grain: one row a duty of a unit and period.
SELECT * FROM due_duty_on($help_campaign, $as_of) WHERE owner = 'unit' ORDER BY item
