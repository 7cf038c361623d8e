-- Households newly shown on notices whose window is open. Grain: one row a line.
SELECT l.number, p.place_code, l.household_id, w.opens_on, w.closes_on
FROM notice_line AS l
JOIN paper AS p USING (number)
JOIN publicity_window AS w USING (number)
WHERE p.campaign_id = $campaign_id AND l.is_new AND $as_of BETWEEN w.opens_on - 1 AND w.closes_on
ORDER BY l.number, l.line_no
