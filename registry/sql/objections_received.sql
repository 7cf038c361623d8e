-- Objections that the campaign has received. Grain: one row a round of an objection.
SELECT objection_id FROM objection WHERE campaign_id = $campaign_id AND received_on <= $as_of
