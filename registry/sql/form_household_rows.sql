-- Households whose data are to be corrected, as registered. Grain: one row a household.
SELECT household_id, village_code, group_code, head_name, head_id_number, phone, address, register_kind
FROM household_on($as_of) WHERE list_contains($subjects, household_id)
ORDER BY household_id
