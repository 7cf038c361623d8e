-- Households that came onto the list this year for the first time, again, or from a split or merged one,
-- and those that left it or have ended. Grain: one row a household and change.
WITH spell AS (
    SELECT s.household_id, s.starts_on, s.ended_on, s.inherited_from, e.ended_on AS gone_on,
        dense_rank() OVER (PARTITION BY s.household_id ORDER BY s.starts_on) AS spell_no
    FROM listing_spell_on($as_of) AS s
    LEFT JOIN household_end_on($as_of) AS e USING (household_id)
),
turned AS (
    SELECT household_id, starts_on AS changed_on,
        CASE WHEN inherited_from IS NOT NULL THEN 'inherited'
            WHEN spell_no > 1 THEN 'relapsed'
            ELSE 'newly_listed' END AS part
    FROM spell
    UNION
    SELECT household_id, ended_on, CASE WHEN ended_on = gone_on THEN 'ended' ELSE 'exited' END
    FROM spell
    WHERE ended_on IS NOT NULL
)
SELECT DISTINCT c.part, h.village_code AS place_code, u.unit_id, c.household_id AS subject, 1 AS value
FROM turned AS c
JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
WHERE year(c.changed_on) = year($as_of::DATE)
