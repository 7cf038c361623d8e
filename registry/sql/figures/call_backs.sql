-- Households called back about whether they applied, took part and signed themselves: authentic where
-- nothing was denied and all was answered. Grain: one row a household drawn.
WITH called AS (
    SELECT * FROM call_back
    WHERE called_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY draw_id, household_id ORDER BY round DESC) = 1
)
SELECT CASE WHEN c.draw_id IS NULL THEN 'open'
        WHEN FALSE IN (c.applied_itself, c.took_part, c.signed_itself) THEN 'not_authentic'
        WHEN c.applied_itself AND c.took_part AND c.signed_itself THEN 'authentic'
        ELSE 'unknown' END AS part,
    h.village_code AS place_code, u.unit_id, d.draw_id || ' ' || n.household_id AS subject, 1 AS value
FROM draw AS d
JOIN drawn AS n USING (draw_id)
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN called AS c USING (draw_id, household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE d.campaign_id IN ($identification, $help, $exit) AND d.drawn_on <= $as_of
    AND d.purpose <> 'spot_check'
