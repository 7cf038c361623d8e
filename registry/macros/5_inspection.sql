-- What came back on every sheet, the last word as of a day. Grain: one row a sheet that came back.
CREATE OR REPLACE TEMP MACRO inspection_result_on(day) AS TABLE
SELECT * FROM inspection_result
WHERE coalesce(corrected_on, inspected_on) <= day
QUALIFY row_number() OVER (PARTITION BY sheet_id ORDER BY round DESC) = 1;

-- Households that inspections drew, and whether being on the list, or not on it, was right: `state` is open
-- while nothing came back, unanswered where nobody could say. Grain: one row a sheet.
CREATE OR REPLACE TEMP MACRO inspected_household_on(day) AS TABLE
SELECT s.campaign_id, s.sheet_id, s.household_id, s.village_code, s.is_listed, r.inspected_on,
    CASE WHEN r.sheet_id IS NULL THEN 'open'
        WHEN r.finding NOT IN ('poor', 'not_poor') THEN 'unanswered'
        WHEN s.is_listed AND r.finding = 'not_poor' THEN 'inclusion_error'
        WHEN NOT s.is_listed AND r.finding = 'poor' THEN 'exclusion_error'
        ELSE 'right' END AS state
FROM (
    SELECT s.*, d.purpose = 'inspection_listed' AS is_listed
    FROM inspection_sheet AS s
    JOIN draw AS d USING (draw_id)
    WHERE d.drawn_on <= day
) AS s
LEFT JOIN inspection_result_on(day) AS r USING (sheet_id);

-- What is wrong by the last word on the sheets: a listed household found not poor, an unlisted one found
-- poor, participation that was not real, another problem. Grain: one row a sheet and kind of problem.
CREATE OR REPLACE TEMP MACRO inspection_problem_on(day) AS TABLE
WITH found AS (
    SELECT s.campaign_id, s.household_id, s.village_code, s.state, r.*
    FROM inspected_household_on(day) AS s
    JOIN (
        SELECT sheet_id, took_part, signed_itself, problem FROM inspection_result_on(day)
    ) AS r USING (sheet_id)
)
SELECT campaign_id, sheet_id, household_id, village_code, replace(state, '_error', '') AS kind
FROM found WHERE state IN ('inclusion_error', 'exclusion_error')
UNION ALL
SELECT campaign_id, sheet_id, household_id, village_code, 'participation' FROM found
WHERE took_part IS FALSE OR signed_itself IS FALSE
UNION ALL
SELECT campaign_id, sheet_id, household_id, village_code, 'other' FROM found WHERE problem IS NOT NULL;

-- Inspections of a county in the year of a day. Grain: one row a campaign.
CREATE OR REPLACE TEMP MACRO inspection_of_year_on(county, day) AS TABLE
SELECT campaign_id, coalesce(half, 1) AS half FROM campaign
WHERE kind = 'inspection' AND county_code = county AND year = year(day::DATE) AND opened_on <= day;

-- Problems that inspections found and how they stand on a day: open, returned (done, and to be seen
-- by another person), closed, or withdrawn because the sheet was corrected. `since_on` is the day from which that waits. Grain: one row a problem.
CREATE OR REPLACE TEMP MACRO rectification_on(day) AS TABLE
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
    SELECT r.campaign_id, r.rectification_id, r.sheet_id, r.household_id, s.village_code, r.kind,
        r.owner_id, r.opened_on, r.due_on, t.rectified_on,
        CASE WHEN e.finding = 'closed' THEN 'closed'
            WHEN p.sheet_id IS NULL THEN 'withdrawn'
            WHEN t.round > coalesce(e.round, 0) THEN 'returned'
            ELSE 'open' END AS state,
        CASE WHEN e.finding = 'closed' THEN e.reinspected_on
            WHEN t.round > coalesce(e.round, 0) THEN t.rectified_on
            ELSE coalesce(e.reinspected_on, r.opened_on) END AS since_on
    FROM rectification AS r
    JOIN inspection_sheet AS s USING (sheet_id)
    LEFT JOIN returned AS t USING (rectification_id)
    LEFT JOIN seen AS e USING (rectification_id)
    LEFT JOIN inspection_problem_on(day) AS p ON p.sheet_id = r.sheet_id AND p.kind = r.kind
    WHERE r.opened_on <= day
)
-- a problem is overdue until it is put right for good
SELECT *, state = 'open' AND due_on < day AS is_overdue FROM final;

-- The same of the day that a query is asked for.
CREATE OR REPLACE TEMP TABLE rectification_of_day AS
FROM rectification_on($as_of);
