-- Whether an inspection has no frame yet and there is somebody to inspect. Grain: one row, or none.
SELECT household_id FROM household_on($as_of)
WHERE NOT EXISTS (FROM inspection_frame WHERE campaign_id = $campaign_id)
LIMIT 1
