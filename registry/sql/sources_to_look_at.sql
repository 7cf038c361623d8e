-- Whom villages look at first: on a source list, and not known to have applied. Grain: one row a line of a list.
SELECT 'look_first' AS form, village_code AS place_code, household_id, NULL::VARCHAR AS number,
    NULL::VARCHAR AS objection_id, listed_on AS since_on
FROM campaign_source
WHERE has_applied IS NOT TRUE
ORDER BY place_code, household_id
