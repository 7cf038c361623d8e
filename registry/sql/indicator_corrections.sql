-- What the daily check found, and whether it was corrected. Grain: one row a finding.
SELECT f.check_id || ' ' || f.household_id || ' ' || f.round AS item, f.household_id, h.village_code,
    min(c.corrected_on) AS done_on, CASE WHEN count(c.entry) > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator
FROM finding AS f
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN correction AS c
    ON c.campaign_id = f.campaign_id AND c.check_id = f.check_id
    AND c.household_id = f.household_id AND c.entry > f.entry AND c.corrected_on <= $as_of
WHERE f.campaign_id = $identification_campaign AND f.found_on <= $as_of
GROUP BY f.check_id, f.household_id, f.round, h.village_code
ORDER BY item
