-- Exits approved of a village that on that day lacks what it must have, or of which nobody has stated it.
SELECT i.row_id, 'village_code' AS column_name, i.village_code,
    list(worded('village_have', 'have_id', h.have_id) ORDER BY h.have_id) AS lacking
FROM new_exit_approval($as_of) AS i,
    LATERAL (
        SELECT * FROM required_have_on(i.required_haves, i.decided_on)
        WHERE village_code = i.village_code AND state <> 'met'
    ) AS h
GROUP BY i.row_id, i.village_code;
