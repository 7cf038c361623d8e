-- Whether anybody owes duties yet. Grain: one row a pairing of helper and household.
SELECT household_id FROM pairing WHERE campaign_id = $campaign_id AND paired_on <= $as_of LIMIT 1
