-- Every budget line with what was booked on it, by three routes: the batches' totals, the lines by
-- their state, and the bank's own amounts. Grain: one row a budget line.
WITH by_batch AS (
    SELECT budget_id, sum(total_amount) AS listed
    FROM payment_batch
    WHERE campaign_id = $campaign_id AND made_on <= $as_of
    GROUP BY budget_id
),
by_line AS (
    SELECT budget_id,
        sum(amount) FILTER (WHERE state = 'paid') AS paid,
        sum(amount) FILTER (WHERE state = 'underway') AS underway,
        sum(amount) FILTER (WHERE state = 'returned') AS returned,
        sum(amount) FILTER (WHERE state = 'repeated') AS repeated,
        sum(amount) FILTER (WHERE state = 'recalled') AS recalled,
        sum(amount) FILTER (WHERE state = 'stopped') AS stopped,
        sum(amount) FILTER (WHERE state = 'withdrawn') AS withdrawn
    FROM payment_of_day
    WHERE campaign_id = $campaign_id
    GROUP BY budget_id
),
by_bank AS (
    SELECT b.budget_id,
        sum(r.amount) FILTER (WHERE r.finding = 'paid') AS bank_paid,
        sum(r.amount) FILTER (WHERE r.finding = 'returned') AS bank_returned
    FROM bank_word_on($as_of) AS r
    JOIN payment_batch AS b USING (batch_id)
    WHERE b.campaign_id = $campaign_id
    GROUP BY b.budget_id
),
final AS (
    SELECT l.budget_id, l.source, l.measure_id, l.amount AS budget,
        coalesce(listed, 0)::DECIMAL(18, 2) AS listed, coalesce(paid, 0)::DECIMAL(18, 2) AS paid,
        coalesce(underway, 0)::DECIMAL(18, 2) AS underway,
        coalesce(returned, 0)::DECIMAL(18, 2) AS returned,
        coalesce(repeated, 0)::DECIMAL(18, 2) AS repeated,
        coalesce(recalled, 0)::DECIMAL(18, 2) AS recalled,
        coalesce(stopped, 0)::DECIMAL(18, 2) AS stopped,
        coalesce(withdrawn, 0)::DECIMAL(18, 2) AS withdrawn,
        coalesce(bank_paid, 0)::DECIMAL(18, 2) AS bank_paid,
        coalesce(bank_returned, 0)::DECIMAL(18, 2) AS bank_returned
    FROM budget_line_on($as_of) AS l
    LEFT JOIN by_batch USING (budget_id)
    LEFT JOIN by_line USING (budget_id)
    LEFT JOIN by_bank USING (budget_id)
    WHERE l.campaign_id = $campaign_id
)
SELECT * FROM final ORDER BY budget_id
