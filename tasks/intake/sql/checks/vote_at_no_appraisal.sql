-- Votes at a meeting that is no appraisal.
SELECT i.row_id, 'meeting_id' AS column_name, meeting_id, m.held_on,
    worded('meeting', 'kind', m.kind) AS kind
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
WHERE m.kind NOT IN ('group_appraisal', 'village_appraisal');
