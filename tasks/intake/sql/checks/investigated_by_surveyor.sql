-- Investigators who surveyed the same household themselves.
SELECT DISTINCT i.row_id, 'investigator' AS column_name, o.household_id
FROM incoming AS i
JOIN known_objection() AS o USING (objection_id)
JOIN known_survey() AS s ON s.campaign_id = o.campaign_id AND s.household_id = o.household_id
WHERE i.investigator IN (s.surveyor, s.second_surveyor);
