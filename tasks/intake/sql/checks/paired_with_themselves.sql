-- Helpers paired with the household that they belong to.
SELECT row_id, 'helper_id' AS column_name, helper_id, household_id
FROM incoming
SEMI JOIN (FROM pairing_conflict_on($as_of) WHERE why = 'own_household') AS c USING (helper_id, household_id);
