-- Confirmed postings whose window is not fixed yet. Grain: one row a notice.
SELECT p.number, q.confirmed_on, p.window_days
FROM paper AS p
JOIN posting AS q USING (number)
ANTI JOIN publicity_window AS w USING (number)
WHERE p.campaign_id = $campaign_id AND p.window_days IS NOT NULL AND q.confirmed_on <= $as_of
QUALIFY row_number() OVER (PARTITION BY p.number ORDER BY q.round) = 1
ORDER BY p.number
