-- The lines of source lists by which a village is asked to look at somebody, as delivered; without a household
-- where it is not known whose they are. Grain: one row a line of a list.
SELECT list_kind, year, village_as_delivered AS village_code, name, id_number, listed_on, household_id
FROM campaign_source
WHERE village_code = $place_code AND has_applied IS NOT TRUE
ORDER BY household_id, list_kind, name, id_number
