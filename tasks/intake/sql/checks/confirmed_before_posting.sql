-- Postings confirmed before they were posted.
SELECT row_id, 'confirmed_on' AS column_name,
    'confirmed on ' || confirmed_on || ', posted on ' || posted_on AS came,
    'expected a day from ' || posted_on || ' on' AS expected,
    'Correct one of the two days.' AS remedy
FROM incoming
WHERE confirmed_on < posted_on;
