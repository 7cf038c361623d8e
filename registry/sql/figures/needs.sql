-- What households and villages have ordered, and whether a project or measure meets it. Grain: one row
-- a need.
WITH met AS (
    SELECT need_id FROM need_project_on($as_of) WHERE campaign_id = $help
    UNION
    SELECT need_id FROM measure_on($as_of) WHERE campaign_id = $help
)
SELECT CASE WHEN m.need_id IS NULL THEN 'unmet' ELSE 'met' END AS part, n.village_code AS place_code,
    u.unit_id, n.need_id AS subject, 1 AS value
FROM need_on($as_of) AS n
LEFT JOIN met AS m USING (need_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE n.campaign_id = $help
