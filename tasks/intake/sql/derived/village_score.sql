-- Rows with the round of the proposal that they concern: the last one made by their day; empty where there is
-- none. Grain: one row an incoming row.
SELECT i.* REPLACE (p.round AS proposal_round)
FROM incoming AS i
LEFT JOIN village_proposal AS p
    ON p.campaign_id = i.campaign_id AND p.village_code = i.village_code
    AND p.proposed_on <= i.scored_on
QUALIFY row_number() OVER (PARTITION BY i.row_id ORDER BY p.round DESC) = 1
ORDER BY i.row_id;
