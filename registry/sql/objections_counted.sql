-- How many objections the campaign has.
SELECT count(*) AS objections FROM objection WHERE campaign_id = $campaign_id
