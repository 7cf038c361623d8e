-- Corrections dated before the bank's last word on the line.
SELECT row_id, 'corrected_on' AS column_name, settled_on AS corrected_on, last_known_on
FROM known_bank_word()
WHERE row_id IS NOT NULL AND settled_on < last_known_on;
