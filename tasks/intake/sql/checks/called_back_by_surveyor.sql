-- Call-backs by who surveyed the household, in whatever campaign and round.
SELECT DISTINCT i.row_id, 'caller' AS column_name, i.household_id
FROM incoming AS i
JOIN known_survey() AS s USING (household_id)
WHERE plain_name(i.caller) IN (plain_name(s.surveyor), plain_name(s.second_surveyor));
