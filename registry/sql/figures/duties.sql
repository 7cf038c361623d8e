-- Duties by whose they are and how they stand, without those that became void; what a unit owes as such
-- stands with the county. Grain: one row a duty.
WITH owed AS (
    -- a join on owner and key would be tried pair by pair
    SELECT *, CASE owner WHEN 'helper' THEN subject_code END AS household_id,
        CASE owner WHEN 'helper' THEN owner_id END AS helper_id
    FROM duty_on($help, $as_of)
    WHERE state <> 'void' AND owner IS NOT NULL
)
SELECT o.owner || '/' || CASE WHEN o.state IN ('overdue', 'left_undone') THEN 'never' ELSE o.state END
        AS part,
    CASE WHEN o.owner = 'unit' AND o.subject_code = o.owner_id THEN c.county_code
        ELSE coalesce(h.village_code, o.subject_code) END AS place_code,
    CASE o.owner WHEN 'unit' THEN o.owner_id ELSE b.unit_id END AS unit_id,
    o.duty_id || ' ' || o.owner_id || ' ' || o.subject_code || ' ' || o.period AS subject, 1 AS value
FROM owed AS o
JOIN campaign AS c ON c.campaign_id = $help
LEFT JOIN household_on($as_of) AS h USING (household_id)
LEFT JOIN helper_ever_on($as_of) AS b USING (helper_id)
