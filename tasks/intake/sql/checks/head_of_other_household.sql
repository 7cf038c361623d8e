-- Heads who belong to another household, as its head or a member, in the register or in the same load, and
-- who are no members of this one. A household that has ended has no head.
WITH listed AS (
    SELECT id_number, household_id FROM person_on($as_of) ANTI JOIN incoming_persons USING (person_id)
    UNION
    SELECT id_number, household_id FROM incoming_persons WHERE left_on IS NULL OR left_on > $as_of
),
belonging AS (
    FROM listed
    UNION
    SELECT head_id_number, household_id FROM incoming
    UNION
    SELECT head_id_number, household_id FROM household_on($as_of)
    ANTI JOIN incoming USING (household_id)
    ANTI JOIN household_end_on($as_of) USING (household_id)
)
SELECT i.row_id, 'head_id_number' AS column_name, min(b.household_id) AS household_id
FROM incoming AS i
JOIN belonging AS b ON b.id_number = i.head_id_number AND b.household_id <> i.household_id
ANTI JOIN listed AS l ON l.id_number = i.head_id_number AND l.household_id = i.household_id
GROUP BY i.row_id;
