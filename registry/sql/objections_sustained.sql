-- Objections of the campaign that were sustained. Grain: one row a round of an objection.
SELECT o.objection_id
FROM objection AS o
JOIN decision AS d USING (objection_id)
WHERE o.campaign_id = $campaign_id AND d.finding = 'sustained' AND d.decided_on <= $as_of
