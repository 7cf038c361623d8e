-- What a campaign's people owe by a deadline that is near or over, and whether a digest has told the owner
-- since it became known. Both bounds are due days. Grain: one row a deadline.
WITH deadline_near AS (
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
)
SELECT n.*, coalesce(t.told_on >= n.known_on, FALSE) AS was_told, $campaign_id AS campaign_id
FROM deadline_near AS n
LEFT JOIN told_on($campaign_id, $as_of) AS t
    ON t.owner_id = n.owner_id AND t.kind = n.kind AND t.subject_code = n.subject_code
    AND t.period = ''
