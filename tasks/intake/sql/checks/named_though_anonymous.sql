-- Objections that are anonymous and say who objects: one of the two is wrong, and a name that was not to be
-- given is not to be kept.
SELECT row_id, 'is_anonymous' AS column_name
FROM incoming
WHERE is_anonymous AND (objector_name IS NOT NULL OR objector_contact IS NOT NULL);
