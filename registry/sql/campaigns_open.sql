-- Campaigns that have been opened. Grain: one row a campaign.
SELECT * EXCLUDE (entry)
FROM campaign
WHERE opened_on <= $as_of
ORDER BY campaign_id
