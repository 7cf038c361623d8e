-- Sheets on which inspector and third party are one person.
SELECT row_id, 'third_party' AS column_name
FROM incoming
WHERE third_party = inspector;
