-- Hits that an earlier comparison found of the households compared (relation compared). Grain: one row
-- a hit.
SELECT household_id, rule_id, source, record_no
FROM hit
SEMI JOIN compared USING (household_id)
WHERE campaign_id = $campaign_id
