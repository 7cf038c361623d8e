-- Findings of the daily check to be corrected on the spot. Grain: one row a finding.
SELECT f.check_id, f.household_id, h.head_name, f.detail AS finding
FROM finding AS f
JOIN household_on($as_of) AS h USING (household_id)
ANTI JOIN correction AS c USING (campaign_id, check_id, household_id, round)
WHERE f.campaign_id = $campaign_id AND f.found_on <= $as_of AND h.village_code = $place_code
ORDER BY ALL
