-- How many objections the campaign has. Grain: one row.
SELECT count(DISTINCT objection_id) AS objections FROM objection WHERE campaign_id = $campaign_id
