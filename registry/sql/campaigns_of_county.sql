-- The last campaign of each kind that a county has opened: of inspections the year's last that has found
-- anything yet, of assessments the last whose help there is. Grain: one row.
WITH opened AS (
    SELECT * FROM campaign WHERE county_code = $county_code AND opened_on <= $as_of
),
inspected AS (
    SELECT DISTINCT s.campaign_id
    FROM inspection_result AS r
    JOIN inspection_sheet AS s USING (sheet_id)
    WHERE r.inspected_on <= $as_of
),
final AS (
    SELECT o.campaign_id, o.kind, o.opened_on,
        CASE o.kind
            WHEN 'inspection' THEN i.campaign_id IS NOT NULL AND o.year = year($as_of::DATE)
            WHEN 'assessment' THEN o.year IN (SELECT year FROM opened WHERE kind = 'help')
            ELSE TRUE END AS is_meant
    FROM opened AS o
    LEFT JOIN inspected AS i USING (campaign_id)
)
SELECT max_by(campaign_id, opened_on) FILTER (kind = 'identification') AS identification,
    max_by(campaign_id, opened_on) FILTER (kind = 'help') AS help,
    max_by(campaign_id, opened_on) FILTER (kind = 'exit') AS exit,
    max_by(campaign_id, opened_on) FILTER (kind = 'villages') AS villages,
    max_by(campaign_id, opened_on) FILTER (kind = 'inspection') AS inspection,
    max_by(campaign_id, opened_on) FILTER (kind = 'assessment') AS assessment
FROM final
WHERE is_meant
