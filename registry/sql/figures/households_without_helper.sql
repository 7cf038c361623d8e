-- Listed households without a helper, by why. Grain: one row a household.
SELECT why AS part, village_code AS place_code, NULL AS unit_id, household_id AS subject, 1 AS value
FROM unhelped_on($help, $as_of)
