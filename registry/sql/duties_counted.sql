-- How the duties of everybody stand, but for those that are void or were left undone by who stopped; a
-- helper's stand under the unit.
-- Grain: one row an owner.
WITH counted AS (
    SELECT owner, owner_id,
        count(*) FILTER (state = 'open') AS open,
        count(*) FILTER (state = 'open' AND due_on <= $as_of + 7) AS due_soon,
        count(*) FILTER (state = 'overdue') AS overdue,
        count(*) FILTER (state IN ('done', 'done_late')) AS done,
        count(*) FILTER (state = 'done') AS in_time
    FROM duty_on($campaign_id, $as_of)
    WHERE state NOT IN ('void', 'left_undone')
    GROUP BY owner, owner_id
),
final AS (
    SELECT c.*, coalesce(h.unit_id, c.owner_id) AS group_id, h.name AS helper_name,
        coalesce(u.name_zh, p.name_zh) AS name_zh, coalesce(u.name_en, p.name_en) AS name_en
    FROM counted AS c
    LEFT JOIN helper_ever_on($as_of) AS h ON h.helper_id = c.owner_id
    LEFT JOIN unit_ever_on($as_of) AS u ON u.unit_id = coalesce(h.unit_id, c.owner_id)
    LEFT JOIN place_on($as_of) AS p ON p.code = c.owner_id
)
SELECT * FROM final ORDER BY owner = 'helper', owner, group_id, owner_id
