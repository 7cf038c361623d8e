-- Helpers paired with a household about which they investigated an objection.
SELECT row_id, 'helper_id' AS column_name, helper_id, household_id
FROM incoming
SEMI JOIN (FROM pairing_conflict_on($as_of) WHERE why = 'investigated') AS c USING (helper_id, household_id);
