-- Confirmed postings whose window is not fixed yet, as last stated. Grain: one row a notice.
WITH posted AS (
    SELECT number, confirmed_on FROM posting
    QUALIFY row_number() OVER (PARTITION BY number ORDER BY round DESC) = 1
)
SELECT p.number, q.confirmed_on, p.window_days
FROM paper AS p
JOIN posted AS q USING (number)
ANTI JOIN publicity_window AS w USING (number)
WHERE p.campaign_id = $campaign_id AND p.window_days IS NOT NULL AND q.confirmed_on <= $as_of
ORDER BY p.number
