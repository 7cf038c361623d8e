-- Scores of the member's own village, or of one that the member's unit helps.
SELECT i.row_id, 'member_id' AS column_name, i.member_id, i.village_code
FROM incoming AS i
SEMI JOIN known_panel_bar($as_of) AS b USING (campaign_id, member_id, village_code);
