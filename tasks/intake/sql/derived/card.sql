-- Cards with whether they are closed where the form leaves it open: one that was ever closed stays
-- closed, and is left out once the household has another; else it is open.
-- Grain: one row an incoming row.
WITH closed AS (SELECT DISTINCT household_id, card_number FROM card WHERE is_closed)
SELECT i.* REPLACE (coalesce(i.is_closed, FALSE) OR o.card_number IS NOT NULL AS is_closed)
FROM incoming AS i
LEFT JOIN closed AS o ON o.household_id = i.household_id AND o.card_number = i.card_number
LEFT JOIN card_on(DATE '9999-12-31') AS c ON c.household_id = i.household_id
WHERE o.card_number IS NULL OR c.card_number = i.card_number
ORDER BY row_id;
