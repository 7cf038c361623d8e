-- Postings witnessed by nobody but who put the notice up.
SELECT row_id, 'witness' AS column_name
FROM incoming
WHERE plain_name(witness) = plain_name(poster);
