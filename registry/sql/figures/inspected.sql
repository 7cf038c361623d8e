-- Households drawn by the year's last inspection, by what it found: whether being on the list, or not on
-- it, was right. Grain: one row a sheet.
SELECT CASE WHEN r.sheet_id IS NULL THEN 'open'
        WHEN r.finding NOT IN ('poor', 'not_poor') THEN 'unanswered'
        WHEN l.is_listed AND r.finding = 'not_poor' THEN 'inclusion_error'
        WHEN NOT l.is_listed AND r.finding = 'poor' THEN 'exclusion_error'
        ELSE 'right' END AS part,
    s.village_code AS place_code, u.unit_id, s.sheet_id AS subject, 1 AS value
FROM inspection_sheet AS s
JOIN draw AS d USING (draw_id)
JOIN inspection_frame_line AS l
    ON l.campaign_id = s.campaign_id AND l.household_id = s.household_id
LEFT JOIN inspection_result AS r ON r.sheet_id = s.sheet_id AND r.inspected_on <= $as_of
LEFT JOIN helping_unit_of($help, $as_of) AS u ON u.household_id = s.household_id
WHERE s.campaign_id = $inspection AND d.drawn_on <= $as_of
