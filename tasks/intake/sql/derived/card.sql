-- Cards with whether they are closed where the form leaves it open: as it was of the same card; a
-- new one is open. Grain: one row an incoming row.
SELECT i.* REPLACE (coalesce(i.is_closed, c.is_closed, FALSE) AS is_closed)
FROM incoming AS i
LEFT JOIN card_on($as_of) AS c USING (household_id, card_number)
ORDER BY row_id;
