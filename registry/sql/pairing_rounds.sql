-- The last round of every pairing of a campaign on any day, also of one that ended. Grain: one row a
-- household, or a unit and village.
SELECT household_id AS subject, NULL AS village_code, max(round) AS round,
    max(paired_on) AS paired_on
FROM pairing WHERE campaign_id = $campaign_id GROUP BY household_id
UNION ALL
SELECT unit_id, village_code, max(round), max(paired_on)
FROM unit_pairing WHERE campaign_id = $campaign_id GROUP BY unit_id, village_code
ORDER BY subject, village_code
