-- Listed households without a helper now, and why; none before the first pairing. Grain: one row a
-- household.
SELECT u.village_code, v.name_zh, v.name_en, u.household_id, u.why, u.helper_id
FROM unhelped_on($campaign_id, $as_of) AS u
LEFT JOIN place_on($as_of) AS v ON v.code = u.village_code
WHERE EXISTS (
    SELECT 1 FROM pairing_run WHERE campaign_id = $campaign_id AND decided_on <= $as_of)
ORDER BY u.village_code, u.household_id
