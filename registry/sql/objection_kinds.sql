-- Whether an objection speaks of a listed or a missed household. Grain: one row an objection.
SELECT objection_id, kind FROM objection_on($campaign_id, $as_of)
