-- The campaign that an objection belongs to. Grain: one row, or none.
SELECT DISTINCT campaign_id FROM objection WHERE objection_id = $subject
