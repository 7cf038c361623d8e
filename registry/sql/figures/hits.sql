-- Hits of the county comparison by what the re-verification found. Grain: one row a hit.
SELECT coalesce(r.finding, 'open') AS part, v.village_code AS place_code, u.unit_id,
    h.household_id || ' ' || h.rule_id || ' ' || h.source || ' ' || h.record_no AS subject, 1 AS value
FROM hit AS h
JOIN household_on($as_of) AS v USING (household_id)
LEFT JOIN reverification_on($identification, $as_of) AS r
    USING (household_id, rule_id, source, record_no)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE h.campaign_id = $identification AND h.found_on <= $as_of
