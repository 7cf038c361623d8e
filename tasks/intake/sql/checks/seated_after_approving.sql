-- Members of the panel who decided on a village of the campaign before.
SELECT i.row_id, 'name' AS column_name, min(a.village_code) AS village_code
FROM incoming AS i
JOIN village_approval AS a
    ON a.campaign_id = i.campaign_id AND plain_name(a.approver) = plain_name(i.name)
GROUP BY i.row_id;
