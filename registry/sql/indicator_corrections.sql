-- What the daily check found, and whether it was corrected. Grain: one row a finding.
SELECT f.check_id || ' ' || f.household_id || ' ' || f.round AS item, f.household_id, h.village_code,
    f.corrected_on AS done_on, CASE WHEN f.corrected_on IS NULL THEN 0 ELSE 1 END AS numerator,
    1 AS denominator
FROM finding_on($identification_campaign, $as_of) AS f
JOIN household_on($as_of) AS h USING (household_id)
ORDER BY item
