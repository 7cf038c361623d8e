-- Payments that were sent and are to come back: an objection in time was sustained, or the payment that
-- they repeat was paid after all. Grain: one row a line.
SELECT batch_id, line_no, household_id, amount, state, released_on,
    CASE WHEN is_sustained THEN 'sustained' ELSE 'paid_already' END AS cause
FROM payment_of_day
WHERE campaign_id = $campaign_id AND is_to_be_recalled
ORDER BY batch_id, line_no
