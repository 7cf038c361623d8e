-- Postings dated before their notice was issued.
SELECT row_id, 'posted_on' AS column_name, posted_on, p.issued_on
FROM incoming JOIN paper AS p USING (number)
WHERE posted_on < p.issued_on;
