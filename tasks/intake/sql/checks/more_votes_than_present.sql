-- Votes that add up to more than the persons present at the meeting.
SELECT i.row_id, 'votes_for' AS column_name,
    votes_for || ' for, ' || votes_against || ' against, ' || abstained || ' abstained: '
        || (votes_for + votes_against + abstained) || ' votes of ' || m.present || ' present' AS came,
    'expected at most ' || m.present || ' votes' AS expected,
    'Check the minutes of the meeting.' AS remedy
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
WHERE votes_for + votes_against + abstained > m.present;
