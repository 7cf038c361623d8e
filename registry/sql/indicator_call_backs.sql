-- What drawn households answered when they were called back: applied itself, took part, signed itself. A
-- question without an answer counts neither way. Grain: one row an answered question.
WITH latest AS (
    SELECT c.* FROM call_back AS c
    JOIN draw AS d USING (draw_id)
    WHERE d.campaign_id = $identification_campaign AND c.called_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY c.draw_id, c.household_id ORDER BY c.round DESC) = 1
),
answered AS (
    UNPIVOT (SELECT draw_id, household_id, called_on, applied_itself, took_part, signed_itself FROM latest)
    ON applied_itself, took_part, signed_itself INTO NAME question VALUE answer
)
SELECT a.draw_id || ' ' || a.household_id || ' ' || a.question AS item, a.household_id, h.village_code,
    a.called_on AS done_on, a.answer::INTEGER AS numerator, 1 AS denominator
FROM answered AS a
JOIN household_on($as_of) AS h USING (household_id)
ORDER BY item
