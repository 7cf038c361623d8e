-- Households that one household came of by a split, and what of its history is theirs: incomes by year, and
-- since when it counts as listed, empty where it is not. Grain: one row a former household.
SELECT f.former_id, f.split_on, l.listed_since,
    coalesce(list(y.year ORDER BY y.year) FILTER (WHERE y.year IS NOT NULL), []) AS years
FROM household_former AS f
LEFT JOIN earned_income_on($as_of) AS y
    ON y.household_id = f.household_id AND y.earned_by = f.former_id
LEFT JOIN listed_on($as_of) AS l ON l.household_id = f.household_id
WHERE f.household_id = $household_id AND f.split_on <= $as_of
GROUP BY f.former_id, f.split_on, f.generation, l.listed_since
ORDER BY f.generation
