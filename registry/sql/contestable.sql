-- What hangs in a window that is open and speaks of no household: proposals of villages, and scores. Grain: one
-- row a notice, or a line of a list of scores.
SELECT p.number, p.place_code, l.assessed_id, w.opens_on, w.closes_on
FROM paper AS p
JOIN publicity_window AS w USING (number)
LEFT JOIN assessment_line AS l USING (number)
WHERE p.campaign_id = $campaign_id AND $as_of BETWEEN w.opens_on - 1 AND w.closes_on
ORDER BY p.number, l.line_no
