-- Money of payment lists, and what of it the bank has paid to households; what an objection stopped, or
-- another line repeats, is not to be paid. Grain: one row a payment.
SELECT p.batch_id || '/' || p.line_no AS item, p.household_id, h.village_code, p.settled_on AS done_on,
    CASE WHEN p.state = 'paid' THEN p.amount ELSE 0 END AS numerator, p.amount AS denominator
FROM payment_of_day AS p
JOIN household_on($as_of) AS h USING (household_id)
WHERE p.campaign_id = $help_campaign AND p.state NOT IN ('stopped', 'repeated')
ORDER BY p.batch_id, p.line_no
