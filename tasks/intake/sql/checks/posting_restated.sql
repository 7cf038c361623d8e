-- Postings stated otherwise than before, of notices whose window is fixed.
WITH last AS (
    SELECT * FROM posting
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY round DESC) = 1
)
SELECT i.row_id, 'number' AS column_name, i.number, w.opens_on, w.closes_on
FROM incoming AS i
JOIN publicity_window AS w USING (number)
JOIN last AS l USING (number)
WHERE (i.posted_on, i.confirmed_on, i.venue, i.poster, i.witness, i.photo_ref)
    IS DISTINCT FROM (l.posted_on, l.confirmed_on, l.venue, l.poster, l.witness, l.photo_ref);
