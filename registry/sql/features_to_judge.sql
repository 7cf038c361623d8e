-- What the rules look at, of the households in table `surveyed`. Grain: one row a household.
SELECT f.*
FROM household_features($campaign_id, $as_of) AS f
SEMI JOIN surveyed USING (household_id)
