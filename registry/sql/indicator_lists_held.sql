-- Households that a village's list showed, and whether no objection to them was sustained. Grain: one row a
-- household.
SELECT l.number || ' ' || l.household_id AS item, l.household_id, h.village_code,
    CASE WHEN count(o.objection_id) = 0 THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM paper AS p
JOIN notice_line AS l USING (number)
JOIN household_on($as_of) AS h ON h.household_id = l.household_id
LEFT JOIN sustained_objection_on($identification_campaign, $as_of) AS o
    ON o.household_id = l.household_id AND o.kind = 'listed'
WHERE p.campaign_id = $identification_campaign AND p.kind = 'second_publicity'
    AND p.issued_on <= $as_of AND l.is_new
GROUP BY ALL
ORDER BY item
