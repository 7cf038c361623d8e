-- Objections in the campaign of the notice that they object to, whichever is being loaded.
-- Grain: one row an incoming row.
SELECT i.* REPLACE (coalesce(p.campaign_id, i.campaign_id) AS campaign_id)
FROM incoming AS i
LEFT JOIN paper AS p USING (number)
ORDER BY row_id;
