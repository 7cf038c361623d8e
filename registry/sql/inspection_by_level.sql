-- The sheets of every level as of a day: what came back, what is overdue, and whether participation was
-- real. Grain: one row a level.
SELECT s.level, min(s.starts_on) AS starts_on, max(s.due_on) AS due_on, count(*) AS drawn,
    count(r.sheet_id) AS returned,
    count(*) FILTER (r.sheet_id IS NULL AND s.due_on < $as_of) AS overdue,
    count(*) FILTER (r.finding IN ('refused', 'not_found')) AS unanswered,
    count(*) FILTER (r.took_part IS NOT NULL OR r.signed_itself IS NOT NULL) AS checked,
    count(*) FILTER (r.took_part IS FALSE) AS absent,
    count(*) FILTER (r.signed_itself IS FALSE) AS signed_by_others
FROM inspection_sheet AS s
JOIN draw AS d USING (draw_id)
LEFT JOIN inspection_result_on($as_of) AS r USING (sheet_id)
WHERE s.campaign_id = $campaign_id AND d.drawn_on <= $as_of
GROUP BY s.level
ORDER BY due_on
