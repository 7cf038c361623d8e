-- Problems that an inspection found and how they stand on a day: open, returned (done, and to be seen
-- by another person) or closed. `since_on` is the day from which that waits. Grain: one row a problem.
CREATE OR REPLACE TEMP MACRO rectification_on(campaign, day) AS TABLE
WITH returned AS (
    SELECT rectification_id, round, rectified_on FROM rectification_return
    WHERE rectified_on <= day
    QUALIFY row_number() OVER (PARTITION BY rectification_id ORDER BY round DESC) = 1
),
seen AS (
    SELECT rectification_id, round, finding, reinspected_on FROM reinspection
    WHERE reinspected_on <= day
    QUALIFY row_number() OVER (PARTITION BY rectification_id ORDER BY round DESC) = 1
),
final AS (
    SELECT r.rectification_id, r.sheet_id, r.household_id, s.village_code, r.kind, r.owner_id,
        r.opened_on, r.due_on, t.rectified_on,
        CASE WHEN e.finding = 'closed' THEN 'closed'
            WHEN t.round > coalesce(e.round, 0) THEN 'returned'
            ELSE 'open' END AS state,
        CASE WHEN e.finding = 'closed' THEN e.reinspected_on
            WHEN t.round > coalesce(e.round, 0) THEN t.rectified_on
            ELSE coalesce(e.reinspected_on, r.opened_on) END AS since_on
    FROM rectification AS r
    JOIN inspection_sheet AS s USING (sheet_id)
    LEFT JOIN returned AS t USING (rectification_id)
    LEFT JOIN seen AS e USING (rectification_id)
    WHERE r.campaign_id = campaign AND r.opened_on <= day
)
-- a problem is overdue until it is put right for good
SELECT *, state = 'open' AND due_on < day AS is_overdue FROM final;
