-- Villages that are still on the way to approval. Grain: one row.
SELECT count(*) AS villages
FROM village_way_of_day
WHERE campaign_id = $campaign_id AND NOT is_ended AND result IS DISTINCT FROM 'approved'
