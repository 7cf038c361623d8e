-- Helpers paired with a relative's household.
SELECT row_id, 'helper_id' AS column_name, helper_id, household_id
FROM incoming
SEMI JOIN (FROM pairing_conflict_on($as_of) WHERE why = 'relative') AS c USING (helper_id, household_id);
