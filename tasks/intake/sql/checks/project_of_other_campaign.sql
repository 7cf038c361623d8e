-- Projects under a number that another campaign has: who was paid for it would be paid again.
SELECT DISTINCT i.row_id, 'project_id' AS column_name, i.project_id, o.campaign_id AS campaign
FROM incoming AS i
JOIN project AS o ON o.project_id = i.project_id AND o.campaign_id <> i.campaign_id;
