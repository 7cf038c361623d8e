-- Corrections of a line on which the bank has said nothing yet.
SELECT row_id, 'line_no' AS column_name, batch_id, line_no
FROM known_bank_word()
WHERE row_id IS NOT NULL AND last_known_on IS NULL;
