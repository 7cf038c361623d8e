-- Corrections that say what the bank has said before.
SELECT row_id, 'finding' AS column_name, batch_id, line_no, settled_before AS settled_on,
    worded('bank_return', 'finding', finding) AS finding
FROM known_bank_word()
WHERE row_id IS NOT NULL AND finding = finding_before;
