-- What waits for people, counted. Grain: one row a form.
SELECT form, count(DISTINCT place_code) AS places, count(*) AS waiting, min(since_on) AS since_on
FROM waiting_on($campaign_id, $as_of)
GROUP BY form
ORDER BY form
