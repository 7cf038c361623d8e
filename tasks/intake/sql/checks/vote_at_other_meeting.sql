-- Votes at a meeting that is no appraisal of this step, of another campaign, or on another day.
SELECT i.row_id, 'meeting_id' AS column_name,
    'meeting ' || meeting_id || ' is a ' || replace(m.kind, '_', ' ') || ' of ' || m.held_on AS came,
    'expected the ' || replace(coalesce(i.step, 'appraisal'), '_', ' ')
        || coalesce(' of ' || i.voted_on, '') || ' of this campaign' AS expected,
    'Correct the meeting, the step or the day.' AS remedy
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
WHERE m.kind <> coalesce(i.step, '')
    OR m.campaign_id <> i.campaign_id
    OR m.held_on <> i.voted_on;
