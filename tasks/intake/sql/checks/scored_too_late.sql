-- New scores of a proposal whose scoring is closed.
SELECT i.row_id, 'village_code' AS column_name, i.village_code, o.decided_on
FROM incoming AS i
JOIN village_outcome AS o
    ON o.campaign_id = i.campaign_id AND o.village_code = i.village_code
    AND o.proposal_round = i.proposal_round AND o.result = 'scored'
ANTI JOIN village_score AS s
    ON s.campaign_id = i.campaign_id AND s.village_code = i.village_code
    AND s.proposal_round = i.proposal_round AND s.member_id = i.member_id;
