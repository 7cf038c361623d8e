-- Villages whose proposal nothing stands against and that wait for the panel. Grain: one row a village.
SELECT village_code FROM village_way_of_day
WHERE campaign_id = $campaign_id AND result = 'clear'
