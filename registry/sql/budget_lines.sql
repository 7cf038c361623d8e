-- Budget lines of a campaign. Grain: one row a line.
SELECT budget_id FROM budget_line_on($as_of) WHERE campaign_id = $campaign_id ORDER BY budget_id
