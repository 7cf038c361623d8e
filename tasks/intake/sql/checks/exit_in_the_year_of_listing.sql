-- Votes of an exit on households that were identified, or relapsed, in its own year.
SELECT i.row_id, 'household_id' AS column_name, i.household_id, l.listed_on, c.year
FROM incoming AS i
JOIN campaign AS c ON c.campaign_id = i.campaign_id AND c.kind = 'exit'
JOIN listed_on($as_of) AS l ON l.household_id = i.household_id
WHERE i.step = 'group_appraisal' AND year(l.listed_on) >= c.year;
