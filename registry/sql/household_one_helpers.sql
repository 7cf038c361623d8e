-- Who helped the household and since when, in every help campaign of its county, with the run that
-- decided it. Grain: one row a pairing, or its end.
SELECT p.paired_on, p.helper_id, h.name AS helper_name, u.name_zh AS unit_zh, u.name_en AS unit_en,
    p.reason, p.campaign_id, p.run_no, r.cost, r.is_optimal
FROM pairing AS p
LEFT JOIN pairing_run AS r ON r.campaign_id = p.campaign_id AND r.run_no = p.run_no
LEFT JOIN helper_ever_on($as_of) AS h USING (helper_id)
LEFT JOIN unit_ever_on($as_of) AS u ON u.unit_id = p.unit_id
WHERE p.household_id = $household_id AND p.paired_on <= $as_of
ORDER BY p.paired_on, p.entry
