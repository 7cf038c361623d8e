-- Scores of a proposal whose publicity was not over by their day, or whose end no round has taken down.
SELECT i.row_id, 'scored_on' AS column_name, i.village_code, i.scored_on
FROM incoming AS i
ANTI JOIN village_outcome AS o
    ON o.campaign_id = i.campaign_id AND o.village_code = i.village_code
    AND o.proposal_round = i.proposal_round AND o.result = 'clear' AND o.decided_on <= i.scored_on
WHERE i.proposal_round IS NOT NULL;
