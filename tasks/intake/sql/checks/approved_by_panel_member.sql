-- Approvals by somebody who sits on the panel, or sat on it.
SELECT DISTINCT i.row_id, 'approver' AS column_name, m.member_id
FROM incoming AS i
JOIN known_panel_member($as_of) AS m
    ON m.campaign_id = i.campaign_id AND plain_name(m.name) = plain_name(i.approver);
