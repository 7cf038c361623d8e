-- Scores by somebody who was not of the panel on that day.
SELECT i.row_id, 'member_id' AS column_name, i.member_id, i.scored_on
FROM incoming AS i
LEFT JOIN known_panel_member($as_of) AS m USING (campaign_id, member_id)
WHERE i.member_id IS NOT NULL
    AND (m.member_id IS NULL OR m.since_on > i.scored_on OR m.left_on <= i.scored_on);
