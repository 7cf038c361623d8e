-- Findings of the daily check to be corrected on the spot. Grain: one row a finding.
SELECT f.check_id, f.household_id, h.head_name, f.detail AS found
FROM finding_open_on($campaign_id, $as_of) AS f
JOIN household_on($as_of) AS h USING (household_id)
WHERE h.village_code = $place_code
ORDER BY ALL
