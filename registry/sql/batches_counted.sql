-- Payment lists and how far they have come. Grain: one row a list.
SELECT batch_id, project_id, min(made_on) AS made_on, count(*) AS payments, sum(amount) AS total,
    count(*) FILTER (WHERE released_on IS NOT NULL) AS released,
    count(*) FILTER (WHERE state = 'paid') AS paid,
    count(*) FILTER (WHERE state = 'returned') AS returned,
    count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE is_to_be_recalled) AS to_recall,
    count(*) FILTER (WHERE state = 'stopped' OR is_objected) AS objected
FROM payment_of_day
WHERE campaign_id = $campaign_id
GROUP BY batch_id, project_id
ORDER BY batch_id
