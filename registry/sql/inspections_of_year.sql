-- Inspections of a county in the year that have found anything yet. Grain: one row a campaign.
SELECT c.campaign_id, c.half
FROM inspection_of_year_on($county_code, $as_of) AS c
WHERE c.campaign_id IN (
    SELECT campaign_id FROM inspected_household_on($as_of) WHERE inspected_on IS NOT NULL
)
ORDER BY c.half
