-- Votes at an appraisal of another step or campaign, or on another day.
SELECT i.row_id, 'meeting_id' AS column_name, meeting_id, m.held_on, i.voted_on,
    worded('meeting', 'kind', m.kind) AS kind, worded('vote', 'step', i.step) AS step
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
WHERE m.kind IN ('group_appraisal', 'village_appraisal')
    AND (m.kind <> i.step OR m.campaign_id <> i.campaign_id OR m.held_on <> i.voted_on);
