-- Lists to draw from, once each: a village's audited households when none of its households waits
-- for the audit or anything between the application and it; the county's listed households after the announcement.
-- Grain: one row a draw.
WITH positions AS (
    SELECT p.household_id, p.step_no, p.is_ended, h.village_code
    FROM campaign_position AS p JOIN household_on($as_of) AS h USING (household_id)
),
audit AS (SELECT step_no AS audit_no FROM step_of($campaign_id) WHERE step = 'audit'),
frames AS (
    SELECT 'supervision' AS purpose, village_code AS place_code,
        list(household_id ORDER BY household_id) FILTER (WHERE step_no > audit_no) AS households,
        count(*) FILTER (WHERE step_no BETWEEN 2 AND audit_no AND NOT is_ended) AS behind
    FROM positions CROSS JOIN audit
    GROUP BY village_code
    UNION ALL
    SELECT 'call_back', $county_code,
        list(household_id ORDER BY household_id) FILTER (WHERE step_no > last_no), 0
    FROM positions CROSS JOIN (SELECT max(step_no) AS last_no FROM step_of($campaign_id))
),
final AS (
    SELECT f.purpose, f.place_code, f.households
    FROM frames AS f
    ANTI JOIN draw AS d
        ON d.campaign_id = $campaign_id AND d.purpose = f.purpose AND d.place_code = f.place_code
    WHERE f.behind = 0 AND len(f.households) > 0
)
SELECT * FROM final ORDER BY purpose, place_code
