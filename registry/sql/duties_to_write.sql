-- Duties of the periods (table duty_period) that have begun or are about to, for whoever owed them then
-- and has enough of the period left; those written before are left out. Whether it is asked every day
-- or once after many, it finds the same. Shares as numerator and denominator. Grain: one row a duty.
WITH candidate AS (
    SELECT p.duty_id, s.owner_id, s.subject_code, p.period, s.ended_on,
        greatest(p.first_on - $lead_days::INTEGER, s.starts_on) AS generated_on,
        greatest(p.first_on, s.starts_on) AS starts_on,
        -- who came later has as long as the others had
        least(p.last_on, greatest(p.due_on, s.starts_on + (p.due_on - p.first_on)::INTEGER)) AS due_on,
        p.last_on - greatest(p.first_on, s.starts_on) + 1 AS days_left,
        p.last_on - p.first_on + 1 AS days, p.times, p.no
    FROM duty_span_on($campaign_id, $as_of) AS s
    JOIN duty_period AS p USING (owner, subject)
    WHERE p.first_on - $lead_days::INTEGER <= $as_of AND s.starts_on <= p.last_on
),
owed AS (
    SELECT * FROM candidate
    WHERE generated_on <= $as_of
        AND (ended_on IS NULL OR ended_on > generated_on)
        AND days_left * $denominator >= days * $numerator
        AND no <= greatest(1, times * days_left // days)
    QUALIFY row_number() OVER (
        PARTITION BY duty_id, owner_id, subject_code, period ORDER BY starts_on
    ) = 1
),
final AS (
    SELECT duty_id, owner_id, subject_code, period, $campaign_id AS campaign_id,
        generated_on, starts_on, due_on
    FROM owed
    ANTI JOIN duty USING (duty_id, owner_id, subject_code, period)
)
SELECT * FROM final
