-- What the rules look at, of the households in table `surveyed`. Grain: one row a household.
SELECT f.*
FROM features_on($campaign_id, $as_of, $lines) AS f
SEMI JOIN surveyed USING (household_id)
