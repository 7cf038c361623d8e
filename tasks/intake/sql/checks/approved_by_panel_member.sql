-- Approvals by somebody who sits on the panel, or sat on it, under whatever number.
WITH seated AS (
    SELECT campaign_id, member_id, name FROM panel_member
    UNION ALL
    SELECT campaign_id, member_id, name FROM incoming_panel_member
)
SELECT DISTINCT i.row_id, 'approver' AS column_name, m.member_id
FROM incoming AS i
JOIN seated AS m
    ON m.campaign_id = i.campaign_id AND plain_name(m.name) = plain_name(i.approver);
