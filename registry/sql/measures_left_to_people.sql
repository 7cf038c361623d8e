-- Listed households without a measure that fits their cause which the round leaves to people, because a
-- person has decided on them. Inputs: $fitting. Grain: one row a household.
SELECT u.village_code, v.name_zh, v.name_en, u.household_id, u.cause, u.measures
FROM unfitted_on($campaign_id, $as_of, $fitting) AS u
LEFT JOIN place_on($as_of) AS v ON v.code = u.village_code
WHERE u.is_left_to_people
ORDER BY u.village_code, u.household_id
