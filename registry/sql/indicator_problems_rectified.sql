-- Problems that the year's inspections found, and whether they were put right by their last day; those that
-- still have time or were withdrawn do not count, and what was found again is not put right [003]. Grain: one row a problem.
SELECT r.rectification_id AS item, r.household_id, r.village_code, r.due_on, r.rectified_on AS done_on,
    (r.state <> 'open' AND r.rectified_on <= r.due_on)::INTEGER AS numerator, 1 AS denominator
FROM rectification_of_day AS r
SEMI JOIN inspection_of_year_on($county_code, $as_of) AS c USING (campaign_id)
WHERE r.state IN ('returned', 'closed') OR r.is_overdue
ORDER BY item
