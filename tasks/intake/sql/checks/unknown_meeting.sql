-- Rows of a meeting that nobody registered.
SELECT row_id, 'meeting_id' AS column_name,
    'no meeting ' || meeting_id AS came,
    'expected a meeting that is registered' AS expected,
    'Correct the number, or register the meeting first.' AS remedy
FROM incoming ANTI JOIN known_meeting() USING (meeting_id)
WHERE meeting_id IS NOT NULL;
