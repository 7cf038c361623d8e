-- Pairs that must not be. Grain: one row a helper and household.
SELECT helper_id, household_id, why FROM pairing_conflict_on($as_of) ORDER BY helper_id, household_id
