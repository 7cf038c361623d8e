-- Households that are on the list only because one that was listed was merged into them: to be identified
-- themselves. Grain: one row a household.
SELECT l.household_id, l.village_code, l.inherited_from, l.listed_on AS merged_on
FROM listed_of_day AS l
SEMI JOIN effective_change AS c
    ON c.kind = 'merge' AND c.household_id = l.inherited_from
    AND c.other_household_id = l.household_id AND c.changed_on <= $as_of
ORDER BY l.listed_on, l.household_id
