-- Rows of a unit that is not in the register.
SELECT row_id, 'unit_id' AS column_name, unit_id
FROM incoming ANTI JOIN known_helping_unit($as_of) USING (unit_id)
WHERE unit_id <> '';
