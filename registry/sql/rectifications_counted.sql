-- Problems to be put right by owner and kind as of a day. Grain: one row an owner and kind.
SELECT r.owner_id, p.name_zh, p.name_en, r.kind, count(*) AS problems,
    count(*) FILTER (r.state = 'open') AS open,
    count(*) FILTER (r.is_overdue) AS overdue,
    count(*) FILTER (r.state = 'returned') AS returned,
    count(*) FILTER (r.state = 'closed') AS closed,
    count(*) FILTER (r.state = 'withdrawn') AS withdrawn,
    min(r.due_on) FILTER (r.state = 'open') AS next_due_on
FROM rectification_of_day AS r
LEFT JOIN place_on($as_of) AS p ON p.code = r.owner_id
WHERE r.campaign_id = $campaign_id
GROUP BY ALL
ORDER BY r.owner_id, r.kind
