-- Investigators who surveyed the same household themselves, in whatever round.
SELECT DISTINCT i.row_id, 'investigator' AS column_name, o.household_id
FROM incoming AS i
JOIN known_objection() AS o USING (objection_id)
JOIN known_survey() AS s ON s.campaign_id = o.campaign_id AND s.household_id = o.household_id
WHERE plain_name(i.investigator) IN (plain_name(s.surveyor), plain_name(s.second_surveyor));
