-- Objections in the campaign of the notice that they object to, whichever campaigns are open.
-- Grain: one row an incoming row.
SELECT i.* REPLACE (p.campaign_id AS campaign_id)
FROM incoming AS i
LEFT JOIN paper AS p USING (number)
ORDER BY row_id;
