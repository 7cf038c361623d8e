-- What waits for people. Grain: one row a household, notice or objection.
SELECT * FROM campaign_waiting
ORDER BY form, place_code, household_id, number, objection_id
