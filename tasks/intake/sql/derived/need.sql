-- Needs with the village of their household where the form leaves it open.
-- Grain: one row an incoming row.
SELECT i.* REPLACE (coalesce(i.village_code, h.village_code) AS village_code)
FROM incoming AS i
LEFT JOIN known_household($as_of) AS h USING (household_id)
ORDER BY row_id;
