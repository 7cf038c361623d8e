-- Budget lines under a number that another campaign has: its account would go over to this one.
SELECT DISTINCT i.row_id, 'budget_id' AS column_name, i.budget_id, o.campaign_id AS campaign
FROM incoming AS i
JOIN budget_line AS o ON o.budget_id = i.budget_id AND o.campaign_id <> i.campaign_id;
