-- How many objections the campaign has.
SELECT count(DISTINCT objection_id) AS objections FROM objection WHERE campaign_id = $campaign_id
