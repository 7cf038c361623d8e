-- Duties of a campaign that are near or over their day and whose owner is still there, and whether a digest
-- has told the owner since they became known. Both bounds are due days. Grain: one row a duty.
WITH helper_now AS (
    SELECT helper_id, unit_id FROM helper_on($as_of)
),
-- households of one owner, of whatever line or day, whose surname and group read the same
alike AS (
    SELECT o.owner_id, o.subject_code
    FROM (SELECT DISTINCT owner_id, subject_code FROM duty WHERE campaign_id = $campaign_id) AS o
    JOIN household_on($as_of) AS h ON h.household_id = o.subject_code
    QUALIFY count(*) OVER (PARTITION BY o.owner_id, h.group_code, left(h.head_name, 1)) > 1
),
duty_near AS (
    SELECT d.duty_id AS kind, d.period, d.owner, d.owner_id, d.subject_code, 1 AS items,
        d.generated_on AS known_on, d.due_on, n.unit_id, q.township_code, h.head_name, g.name_zh AS place_zh,
        g.name_en AS place_en, a.subject_code IS NOT NULL AS is_alike
    FROM duty_on($campaign_id, $as_of) AS d
    LEFT JOIN helper_now AS n ON n.helper_id = d.owner_id
    LEFT JOIN household_on($as_of) AS h ON h.household_id = d.subject_code
    LEFT JOIN alike AS a ON a.owner_id = d.owner_id AND a.subject_code = d.subject_code
    LEFT JOIN place_path_of_day AS q ON q.place_code = d.owner_id
    LEFT JOIN place_on($as_of) AS g ON g.code = coalesce(h.group_code, d.subject_code)
    WHERE d.state IN ('open', 'overdue') AND d.due_on BETWEEN $from_on AND $until_on
        AND (d.owner <> 'helper' OR n.helper_id IS NOT NULL)
)
SELECT n.*, coalesce(t.told_on >= n.known_on, FALSE) AS was_told, $campaign_id AS campaign_id
FROM duty_near AS n
LEFT JOIN told_on($campaign_id, $as_of) AS t USING (owner_id, kind, subject_code, period)
