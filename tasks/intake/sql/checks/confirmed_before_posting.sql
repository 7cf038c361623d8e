-- Postings confirmed before they were posted.
SELECT row_id, 'confirmed_on' AS column_name, confirmed_on, posted_on
FROM incoming
WHERE confirmed_on < posted_on;
