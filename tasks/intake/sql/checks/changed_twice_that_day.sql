-- A second change of a person on one day: nobody could tell which came first. A death may follow.
SELECT i.row_id, 'changed_on' AS column_name, i.changed_on, min(c.change_no) AS change_no
FROM incoming_effective() AS i
JOIN known_effective_change AS c
    ON c.person_id = i.person_id AND c.changed_on = i.changed_on AND c.change_no <> i.change_no
WHERE (i.kind = 'death') = (c.kind = 'death')
GROUP BY i.row_id, i.changed_on;
