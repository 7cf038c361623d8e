-- Whether an objection speaks of a listed or a missed household. Grain: one row an objection.
SELECT objection_id, kind FROM objection WHERE campaign_id = $campaign_id
