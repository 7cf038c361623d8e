-- Postings dated before their notice was issued.
SELECT row_id, 'posted_on' AS column_name,
    'posted on ' || posted_on || ', issued on ' || p.issued_on AS came,
    'expected a day from ' || p.issued_on || ' on' AS expected,
    'Correct the day or the number of the notice.' AS remedy
FROM incoming JOIN paper AS p USING (number)
WHERE posted_on < p.issued_on;
