-- What waits for people. Grain: one row a household, notice or objection.
SELECT * FROM waiting_on($campaign_id, $as_of)
ORDER BY form, place_code, household_id, number, objection_id
