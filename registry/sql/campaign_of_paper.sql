-- The campaign that issued a paper. Grain: one row, or none.
SELECT campaign_id FROM paper WHERE number = $subject
