-- What the last pairing no longer fits: listed households without a helper, pairings of households
-- that are listed no more. Nothing before the first pairing was run, nor after the campaign's last day:
-- then the next year's campaign pairs. Grain: one row a household.
WITH gap AS (
    SELECT household_id FROM unhelped_on($campaign_id, $as_of)
    UNION ALL
    SELECT p.household_id
    FROM pairing_on($campaign_id, $as_of) AS p
    ANTI JOIN listed_of_day AS l USING (household_id)
)
SELECT household_id
FROM gap
WHERE EXISTS (
        SELECT 1 FROM pairing_run WHERE campaign_id = $campaign_id AND decided_on <= $as_of)
    AND EXISTS (SELECT 1 FROM campaign WHERE campaign_id = $campaign_id AND announce_by >= $as_of)
ORDER BY household_id
