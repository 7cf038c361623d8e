-- What a campaign's people owe and is near or over its day: duties whose owner is still there, and the
-- campaign's deadlines, and whether a digest has told the owner since it became known. Both bounds are due
-- days. Grain: one row a duty or deadline.
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
        d.generated_on AS known_on, d.due_on, n.unit_id, h.head_name, g.name_zh AS place_zh,
        g.name_en AS place_en, a.subject_code IS NOT NULL AS is_alike
    FROM duty_on($campaign_id, $as_of) AS d
    LEFT JOIN helper_now AS n ON n.helper_id = d.owner_id
    LEFT JOIN household_on($as_of) AS h ON h.household_id = d.subject_code
    LEFT JOIN alike AS a ON a.owner_id = d.owner_id AND a.subject_code = d.subject_code
    LEFT JOIN place_on($as_of) AS g ON g.code = coalesce(h.group_code, d.subject_code)
    WHERE d.state IN ('open', 'overdue') AND d.due_on BETWEEN $from_on AND $until_on
        AND (d.owner <> 'helper' OR n.helper_id IS NOT NULL)
),
deadline_near AS (
    SELECT l.kind, NULL AS period,
        CASE length(l.owner_id) WHEN 12 THEN 'village' WHEN 9 THEN 'township' ELSE 'office' END
            AS owner,
        l.owner_id, l.subject_code, l.items, l.since_on AS known_on, l.due_on,
        NULL AS unit_id, NULL AS head_name, p.name_zh AS place_zh, p.name_en AS place_en,
        FALSE AS is_alike
    FROM deadline_on(
        $campaign_id, $as_of, $posting_days, $decision_days, $reverification_days, $form_days,
        $progress_days
    ) AS l
    LEFT JOIN place_on($as_of) AS p ON p.code = l.subject_code
    WHERE l.due_on BETWEEN $from_on AND $until_on
),
told AS (
    SELECT recipient_id AS owner_id, kind, subject_code, period, max(digest_on) AS told_on
    FROM reminder_item
    WHERE campaign_id = $campaign_id AND digest_on <= $as_of
    GROUP BY ALL
),
final AS (
    SELECT n.*, coalesce(t.told_on >= n.known_on, FALSE) AS was_told
    FROM (FROM duty_near UNION ALL FROM deadline_near) AS n
    LEFT JOIN told AS t
        ON t.owner_id = n.owner_id AND t.kind = n.kind AND t.subject_code = n.subject_code
        AND t.period = coalesce(n.period, '')
)
SELECT *, $campaign_id AS campaign_id FROM final
ORDER BY owner_id, due_on, kind, period, subject_code
