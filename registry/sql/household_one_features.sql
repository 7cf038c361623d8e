-- What the rules look at, from the household's last survey. Grain: at most one row.
SELECT f.*, s.surveyed_on
FROM features_on($campaign_id, $as_of, $lines) AS f
JOIN survey_on($campaign_id, $as_of) AS s USING (household_id)
WHERE household_id = $household_id
