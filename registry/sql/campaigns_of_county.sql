-- The last campaign of each kind that a county has opened, of assessments the last whose help there is; of
-- inspections a year has two, which figures count together. Grain: one row.
WITH opened AS (
    SELECT * FROM campaign WHERE county_code = $county_code AND opened_on <= $as_of
),
final AS (
    SELECT campaign_id, kind, opened_on,
        kind <> 'assessment' OR year IN (SELECT year FROM opened WHERE kind = 'help') AS is_meant
    FROM opened
)
SELECT max_by(campaign_id, opened_on) FILTER (kind = 'identification') AS identification,
    max_by(campaign_id, opened_on) FILTER (kind = 'help') AS help,
    max_by(campaign_id, opened_on) FILTER (kind = 'exit') AS exit,
    max_by(campaign_id, opened_on) FILTER (kind = 'villages') AS villages,
    max_by(campaign_id, opened_on) FILTER (kind = 'assessment') AS assessment
FROM final
WHERE is_meant
