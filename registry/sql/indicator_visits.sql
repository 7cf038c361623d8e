-- Visits that were due, and whether they were made in time. Grain: one row a household and quarter.
SELECT * FROM due_duty_on($help_campaign, $as_of) WHERE duty_id = 'helper.visit' ORDER BY item
