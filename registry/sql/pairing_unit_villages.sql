-- Units and villages that are paired: in this campaign, else in the last one that had them. Grain: one
-- row a unit and village; `is_own` of those of this campaign.
SELECT p.unit_id, p.village_code, p.campaign_id = $campaign_id AS is_own, p.is_paired
FROM unit_pairing AS p
JOIN campaign AS c ON c.campaign_id = p.campaign_id AND c.county_code = $county_code
WHERE p.paired_on <= $as_of
QUALIFY row_number() OVER (
    PARTITION BY p.unit_id, p.village_code
    ORDER BY (p.campaign_id = $campaign_id) DESC, p.paired_on DESC, p.entry DESC
) = 1
ORDER BY p.unit_id, p.village_code
