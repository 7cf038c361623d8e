-- The frozen frame of a campaign. Grain: one row, or none.
SELECT * FROM inspection_frame WHERE campaign_id = $campaign_id AND frozen_on <= $as_of
