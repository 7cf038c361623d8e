-- What a campaign's people owe by a deadline that is near or over, and whether a digest has told the owner
-- since it became known: postings, windows that close, objections, hits, forms, progress of projects, inspection
-- sheets, rectifications; whose desk it lies on. Limits in calendar days; both bounds are due days. Grain: one row a
-- notice, window, objection, township's hits, form and place, project, rectification.
WITH of_campaign AS (
    SELECT c.county_code FROM campaign AS c WHERE c.campaign_id = $campaign_id
),
waited AS (
    SELECT w.form, w.place_code, w.household_id, w.number, w.objection_id, q.township_code,
        coalesce(q.village_code, w.place_code) AS village_code,
        coalesce(w.since_on, o.decided_on, a.applied_on) AS since_on
    FROM campaign_waiting AS w
    LEFT JOIN place_path_of_day AS q USING (place_code)
    LEFT JOIN (
        SELECT household_id, max(decided_on) AS decided_on
        FROM outcome_on($campaign_id, $as_of)
        GROUP BY household_id
    ) AS o USING (household_id)
    LEFT JOIN application_on($campaign_id, $as_of) AS a USING (household_id)
),
posting AS (
    SELECT 'posting' AS kind, village_code AS owner_id, number AS subject_code,
        1 AS items, since_on, since_on + $posting_days::INTEGER AS due_on
    FROM waited
    WHERE form = 'posting'
),
closing AS (
    SELECT 'window' AS kind, c.county_code AS owner_id, w.number AS subject_code,
        1 AS items, w.opens_on AS since_on, w.closes_on AS due_on
    FROM publicity_window AS w
    JOIN paper AS p USING (number)
    CROSS JOIN of_campaign AS c
    WHERE p.campaign_id = $campaign_id AND w.opens_on <= $as_of AND w.closes_on >= $as_of
),
objection AS (
    SELECT w.form AS kind, c.county_code AS owner_id, w.objection_id AS subject_code,
        1 AS items, o.received_on AS since_on, o.received_on + $decision_days::INTEGER AS due_on
    FROM waited AS w
    JOIN objection_on($campaign_id, $as_of) AS o USING (objection_id)
    CROSS JOIN of_campaign AS c
    WHERE w.form IN ('investigation', 'decision')
),
form AS (
    SELECT form AS kind,
        CASE WHEN form IN ('audit', 'reverification', 'correction_of_data') THEN township_code
            WHEN form IN ('call_back', 'village_score', 'village_approval') THEN (SELECT county_code FROM of_campaign)
            ELSE village_code END AS owner_id,
        subject_code, items, since_on,
        since_on + CASE form WHEN 'reverification' THEN $reverification_days ELSE $form_days END::INTEGER
            AS due_on
    FROM (
        SELECT form, village_code, township_code, place_code AS subject_code, count(*) AS items,
            min(since_on) AS since_on
        FROM waited
        WHERE form NOT IN (
            'posting', 'investigation', 'decision', 'inspection_result', 'rectification_return',
            'reinspection'
        )
        GROUP BY form, place_code, village_code, township_code
    )
),
progress AS (
    SELECT 'project_progress' AS kind, coalesce(q.village_code, p.place_code) AS owner_id,
        p.project_id AS subject_code, 1 AS items,
        greatest(p.starts_on, coalesce(g.reported_on, p.starts_on)) AS since_on,
        greatest(p.starts_on, coalesce(g.reported_on, p.starts_on)) + $progress_days::INTEGER AS due_on
    FROM project_on($as_of) AS p
    LEFT JOIN progress_on($as_of) AS g USING (project_id)
    LEFT JOIN place_path_of_day AS q ON q.place_code = p.place_code
    WHERE p.campaign_id = $campaign_id AND p.starts_on <= $as_of AND coalesce(g.percent_done, 0) < 100
),
inspection AS (
    SELECT w.form AS kind, s.owner_id, s.village_code AS subject_code, count(*) AS items,
        min(w.since_on) AS since_on, min(s.due_on) AS due_on
    FROM waited AS w
    JOIN inspection_sheet AS s ON s.sheet_id = w.number
    WHERE w.form = 'inspection_result'
    GROUP BY w.form, s.owner_id, s.village_code
),
rectification AS (
    SELECT w.form AS kind,
        CASE w.form WHEN 'reinspection' THEN c.county_code ELSE r.owner_id END AS owner_id,
        w.number AS subject_code, 1 AS items, w.since_on,
        CASE w.form WHEN 'reinspection' THEN w.since_on + $form_days::INTEGER ELSE r.due_on END
            AS due_on
    FROM waited AS w
    JOIN rectification AS r ON r.rectification_id = w.number
    CROSS JOIN of_campaign AS c
    WHERE w.form IN ('rectification_return', 'reinspection')
),
deadline AS (
    FROM posting UNION ALL FROM closing UNION ALL FROM objection
    UNION ALL FROM form UNION ALL FROM progress
    UNION ALL FROM inspection UNION ALL FROM rectification
),
deadline_near AS (
    SELECT l.kind, NULL AS period,
        CASE l.owner_id WHEN q.village_code THEN 'village' WHEN q.township_code THEN 'township'
            ELSE 'office' END AS owner,
        q.township_code, l.owner_id, l.subject_code, l.items, l.since_on AS known_on, l.due_on,
        NULL AS unit_id, NULL AS head_name, p.name_zh AS place_zh, p.name_en AS place_en,
        FALSE AS is_alike
    FROM deadline AS l
    LEFT JOIN place_path_of_day AS q ON q.place_code = l.owner_id
    LEFT JOIN place_on($as_of) AS p ON p.code = l.subject_code
    WHERE l.due_on BETWEEN $from_on AND $until_on
)
SELECT n.*, coalesce(t.told_on >= n.known_on, FALSE) AS was_told, $campaign_id AS campaign_id
FROM deadline_near AS n
LEFT JOIN told_on($campaign_id, $as_of) AS t
    ON t.owner_id = n.owner_id AND t.kind = n.kind AND t.subject_code = n.subject_code
    AND t.period = ''
