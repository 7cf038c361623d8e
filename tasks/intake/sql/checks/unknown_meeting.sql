-- Rows of a meeting that nobody registered.
SELECT row_id, 'meeting_id' AS column_name, meeting_id
FROM incoming ANTI JOIN known_meeting() USING (meeting_id)
WHERE meeting_id IS NOT NULL;
