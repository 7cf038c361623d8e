-- Villages proposed to leave the list of poor villages in the year, and whether the county announced it; a
-- proposal that is still on its way does not count [004]. Grain: one row a village.
SELECT village_code AS item, village_code, decided_on AS done_on,
    (result = 'announced')::INTEGER AS numerator, 1 AS denominator
FROM village_way_of_day
WHERE campaign_id = $villages_campaign AND kind = 'exit' AND is_ended
ORDER BY item
