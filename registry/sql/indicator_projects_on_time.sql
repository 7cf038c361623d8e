-- What is done of every project that has begun, beside the percent of its time that is gone: more than
-- that counts no more [004]. One that nobody has reported on counts as not begun. Grain: one row a project.
WITH gone AS (
    SELECT project_id, place_code, starts_on, ends_on,
        least(100, floor(100 * (least($as_of, ends_on) - starts_on + 1) / (ends_on - starts_on + 1)))::INTEGER
            AS percent_of_time
    FROM project_on($as_of)
    WHERE campaign_id = $help_campaign AND starts_on <= $as_of
)
SELECT g.project_id AS item, CASE v.level WHEN 'group' THEN v.parent_code WHEN 'village' THEN v.code END AS village_code,
    CASE v.level WHEN 'township' THEN v.code END AS township_code, p.reported_on AS done_on,
    least(coalesce(p.percent_done, 0), g.percent_of_time) AS numerator,
    g.percent_of_time AS denominator
FROM gone AS g
JOIN place_on($as_of) AS v ON v.code = g.place_code
LEFT JOIN progress_on($as_of) AS p USING (project_id)
ORDER BY item
