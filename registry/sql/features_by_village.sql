-- What the rules look at, of every household surveyed by the day, with its village, which is NULL
-- where the register does not have the household. Grain: one row a household.
SELECT f.*, h.village_code
FROM household_features($campaign_id, $as_of) AS f
LEFT JOIN household_on($as_of) AS h USING (household_id)
