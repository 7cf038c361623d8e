-- Changes entered late after which a change that is stored already cannot be right any more: the person
-- would be dead by then, or no member of the household that the later change names.
WITH broken AS (
    SELECT c.person_id, c.change_no, c.changed_on
    FROM known_person_turn AS t
    JOIN change AS c USING (change_no)
    WHERE t.has_died
        OR (c.kind IN ('death', 'marriage_out', 'move_out', 'enrolment', 'prison', 'abroad', 'split')
            AND (t.former_id IS NULL OR c.household_id NOT IN (t.former_id, t.former_as_registered)))
        OR (c.kind IN ('marriage_in', 'move_in') AND c.other_household_id IS NOT NULL AND (
            t.former_id IS NULL OR c.other_household_id NOT IN (t.former_id, t.former_as_registered)))
        OR (c.kind = 'return' AND t.former_id IS NOT NULL)
)
SELECT i.row_id, 'changed_on' AS column_name, min(b.change_no) AS change_no,
    min(b.changed_on) AS later_on
FROM incoming AS i
JOIN broken AS b ON b.person_id = i.person_id AND b.changed_on >= i.changed_on
ANTI JOIN change AS k ON k.change_no = i.change_no
GROUP BY i.row_id;
