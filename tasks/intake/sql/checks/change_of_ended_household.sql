-- Changes of a household that by then was merged or had left the county, and merges and departures
-- before the household's last change.
WITH ended AS (
    SELECT household_id, changed_on AS ended_on, change_no AS ended_by FROM known_effective_change
    WHERE kind IN ('merge', 'household_leaves')
),
named AS (
    SELECT row_id, change_no, changed_on, 'household_id' AS column_name, household_id
    FROM known_effective_change
    UNION ALL
    SELECT row_id, change_no, changed_on, 'other_household_id', other_household_id
    FROM known_effective_change
    WHERE other_household_id IS NOT NULL
),
clash AS (
    SELECT coalesce(n.row_id, i.row_id) AS row_id,
        CASE WHEN n.row_id IS NULL THEN 'changed_on' ELSE n.column_name END AS column_name,
        n.household_id, e.ended_on, e.ended_by, n.change_no
    FROM named AS n
    JOIN ended AS e USING (household_id)
    LEFT JOIN incoming AS i ON i.change_no = e.ended_by
    WHERE n.change_no <> e.ended_by
        AND (n.changed_on > e.ended_on OR (n.changed_on = e.ended_on AND n.change_no > e.ended_by))
)
SELECT row_id, min(column_name) AS column_name, min(household_id) AS household_id,
    min(ended_on) AS ended_on, min(ended_by) AS ended_by
FROM clash
SEMI JOIN incoming USING (row_id)
GROUP BY row_id;
