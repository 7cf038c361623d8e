-- What waits for people, counted. Grain: one row a form.
SELECT form, count(DISTINCT place_code) AS places, count(*) AS waiting, min(since_on) AS since_on
FROM campaign_waiting
GROUP BY form
ORDER BY form
