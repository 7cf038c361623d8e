-- Revocations after which a later change that is stored could not have happened: the person would be no
-- member of the household that it names, the household would not be there, or a split leave nobody.
WITH revoked AS (
    SELECT i.row_id, c.changed_on
    FROM incoming AS i
    JOIN known_change() AS c USING (change_no)
    ANTI JOIN change_revocation USING (change_no)
),
of_nobody AS (
    SELECT c.change_no, c.changed_on
    FROM known_person_turn AS t
    JOIN change AS c USING (change_no)
    WHERE cannot_be(c, t)
    EXCEPT
    -- as a list that was loaded since may say too
    SELECT c.change_no, c.changed_on
    FROM person_turn AS t
    JOIN change AS c USING (change_no)
    WHERE cannot_be(c, t)
),
named AS (
    SELECT change_no, changed_on, household_id FROM known_effective_change WHERE row_id IS NULL
    UNION ALL
    SELECT change_no, changed_on, other_household_id FROM known_effective_change
    WHERE row_id IS NULL AND other_household_id IS NOT NULL AND kind <> 'split'
),
of_no_household AS (
    SELECT change_no, changed_on
    FROM named AS n
    ANTI JOIN known_household_start() AS s
        ON s.household_id = n.household_id AND s.since_on <= n.changed_on
),
broken AS (
    FROM of_nobody
    UNION ALL
    FROM of_no_household
    UNION ALL
    (
        SELECT change_no, changed_on FROM known_split_leaving_nobody
        EXCEPT
        SELECT change_no, changed_on FROM split_leaving_nobody
    )
)
SELECT r.row_id, 'change_no' AS column_name,
    min_by(b.change_no, (b.changed_on, b.change_no)) AS later_no, min(b.changed_on) AS later_on
FROM revoked AS r
JOIN broken AS b ON b.changed_on >= r.changed_on
GROUP BY r.row_id;
