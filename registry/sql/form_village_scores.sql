-- Members of the panel who may score a village and have not. Grain: one row a member.
SELECT w.village_code, m.member_id, m.name
FROM village_way_of_day AS w
JOIN panel_member_on($as_of) AS m USING (campaign_id)
ANTI JOIN panel_bar_on($as_of) AS b
    ON b.campaign_id = m.campaign_id AND b.member_id = m.member_id AND b.village_code = w.village_code
ANTI JOIN village_score AS s
    ON s.campaign_id = w.campaign_id AND s.village_code = w.village_code
    AND s.proposal_round = w.proposal_round AND s.member_id = m.member_id
WHERE w.campaign_id = $campaign_id AND w.village_code = $place_code
    AND (m.left_on IS NULL OR m.left_on > $as_of)
ORDER BY m.member_id
