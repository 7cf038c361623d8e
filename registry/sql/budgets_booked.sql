-- Budget lines with what was booked on them by three routes. Grain: one row a budget line.
SELECT * FROM budget_on($campaign_id, $as_of) ORDER BY budget_id
