-- Pairings of households that are no longer listed. Grain: one row a household.
SELECT p.household_id
FROM pairing_on($campaign_id, $as_of) AS p
ANTI JOIN listed_of_day AS l USING (household_id)
ORDER BY p.household_id
