-- Votes that add up to more than the persons present at the meeting.
SELECT i.row_id, 'votes_for' AS column_name, votes_for, votes_against, abstained,
    votes_for + votes_against + abstained AS votes, m.present
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
WHERE votes_for + votes_against + abstained > m.present;
