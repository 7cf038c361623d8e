-- Checks by who surveyed the household in that campaign, in whatever round.
SELECT DISTINCT i.row_id, 'checker' AS column_name, i.checker
FROM incoming AS i
JOIN known_survey() AS s USING (campaign_id, household_id)
WHERE plain_name(i.checker) IN (plain_name(s.surveyor), plain_name(s.second_surveyor));
