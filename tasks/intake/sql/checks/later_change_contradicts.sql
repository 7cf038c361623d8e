-- Changes entered late after which a change that is stored already cannot be right any more.
WITH broken AS (
    SELECT c.person_id, c.change_no, c.changed_on
    FROM known_person_turn AS t
    JOIN change AS c USING (change_no)
    WHERE cannot_be(c, t)
)
SELECT i.row_id, 'changed_on' AS column_name, min(b.change_no) AS change_no,
    min(b.changed_on) AS later_on
FROM incoming_effective() AS i
JOIN broken AS b ON b.person_id = i.person_id AND b.changed_on >= i.changed_on
ANTI JOIN change AS k ON k.change_no = i.change_no
GROUP BY i.row_id;
