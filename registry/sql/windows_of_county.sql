-- Notices and their windows as they ran in the year's campaigns. Grain: one row a notice whose window is
-- fixed.
SELECT p.number, p.kind, p.place_code, w.opens_on, w.closes_on
FROM paper AS p
JOIN publicity_window AS w USING (number)
WHERE p.campaign_id IN ($identification, $help, $exit) AND w.opens_on <= $as_of
ORDER BY w.opens_on, p.place_code, p.number
