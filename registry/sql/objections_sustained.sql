-- Objections of the campaign that were sustained. Grain: one row a round of an objection.
FROM ever_sustained_on($campaign_id, $as_of)
