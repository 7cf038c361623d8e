-- What the rules look at, of the households in relation `surveyed`. Grain: one row a household.
CREATE OR REPLACE TEMP TABLE features_to_judge AS
SELECT f.*
FROM household_features($campaign_id, $as_of) AS f
SEMI JOIN surveyed USING (household_id)
