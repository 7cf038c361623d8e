-- Votes of an exit on households that are not on the list.
SELECT i.row_id, 'household_id' AS column_name, i.household_id
FROM incoming AS i
JOIN campaign AS c ON c.campaign_id = i.campaign_id AND c.kind = 'exit'
SEMI JOIN known_household($as_of) AS k ON k.household_id = i.household_id
ANTI JOIN listed_on($as_of) AS l ON l.household_id = i.household_id
WHERE i.step = 'group_appraisal';
