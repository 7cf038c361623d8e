-- Households of a notice in force, with today's names. Lines are new again where the notice never
-- hung. Grain: one row a line.
SELECT p.kind, p.place_code, l.household_id, h.head_name, h.group_code, h.village_code,
    coalesce(v.size, m.members, 1)::INTEGER AS household_size,
    l.is_new AND q.number IS NULL AS is_new
FROM paper AS p
JOIN standing_line_on($campaign_id, $as_of) AS l USING (number) -- a payment list is corrected by another list
JOIN household_on($as_of) AS h ON h.household_id = l.household_id
LEFT JOIN (SELECT DISTINCT number FROM posting) AS q ON q.number = p.number
LEFT JOIN paper AS r ON r.replaces = p.number
LEFT JOIN verdict_on($campaign_id, $as_of) AS v ON v.household_id = l.household_id
LEFT JOIN member_count_on($as_of) AS m ON m.household_id = l.household_id
WHERE p.campaign_id = $campaign_id AND p.number = $number AND r.number IS NULL
ORDER BY l.line_no
