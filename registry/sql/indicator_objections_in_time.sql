-- Objections that were decided, or should have been, and whether it was within the limit; those that still
-- have time do not count. Grain: one row an objection.
SELECT o.objection_id AS item, o.household_id, a.village_code,
    o.decided_on AS done_on,
    CASE WHEN o.decided_on <= o.received_on + $decision_days::INTEGER THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM objection_on($identification_campaign, $as_of) AS o
LEFT JOIN place_path_of_day AS a USING (place_code)
WHERE o.decided_on IS NOT NULL OR o.received_on + $decision_days::INTEGER < $as_of
ORDER BY item
