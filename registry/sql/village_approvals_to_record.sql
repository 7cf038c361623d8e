-- Approvals and returns that have no outcome yet. Grain: one row a village.
SELECT a.village_code, a.proposal_round, a.finding, a.decided_on, a.approver, a.reason
FROM village_approval AS a
JOIN village_way_of_day AS w USING (campaign_id, village_code, proposal_round)
WHERE a.campaign_id = $campaign_id AND w.result = 'scored' AND a.decided_on <= $as_of
ORDER BY a.village_code
