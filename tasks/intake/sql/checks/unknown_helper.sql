-- Rows of a helper who is not in the register, or has left.
SELECT row_id, 'helper_id' AS column_name, helper_id
FROM incoming ANTI JOIN known_helper($as_of) USING (helper_id)
WHERE helper_id <> '';
