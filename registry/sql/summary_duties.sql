-- How the year's duties stand, by whose they are. Grain: one row an owner's kind and state.
SELECT coalesce(owner, 'left') AS owner, state, count(*) AS count
FROM duty_on($campaign_id, $as_of)
GROUP BY ALL
ORDER BY ALL
