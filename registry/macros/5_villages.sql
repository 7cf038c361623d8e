-- The last proposal of every village in a campaign. Grain: one row a campaign and village.
CREATE OR REPLACE TEMP MACRO village_proposal_on(day) AS TABLE
SELECT * FROM village_proposal
WHERE proposed_on <= day
QUALIFY row_number() OVER (PARTITION BY campaign_id, village_code ORDER BY round DESC) = 1;

-- How far every village's last proposal has come: its last result, empty while no notice is issued, and
-- the notice. Grain: one row a campaign and village.
CREATE OR REPLACE TEMP MACRO village_way_on(day) AS TABLE
WITH last_word AS (
    SELECT o.campaign_id, o.village_code, o.proposal_round, o.result, o.decided_on, k.ends
    FROM village_outcome AS o
    JOIN village_result AS k USING (result)
    WHERE o.decided_on <= day
    QUALIFY row_number() OVER (
        PARTITION BY o.campaign_id, o.village_code, o.proposal_round ORDER BY k.result_no DESC
    ) = 1
),
noticed AS (
    SELECT campaign_id, village_code, proposal_round, evidence AS number
    FROM village_outcome
    WHERE result = 'proposed' AND decided_on <= day
)
SELECT p.campaign_id, p.village_code, p.round AS proposal_round, p.kind, p.proposed_on, p.reason,
    n.number, l.result, l.decided_on, coalesce(l.ends, FALSE) AS is_ended
FROM village_proposal_on(day) AS p
LEFT JOIN last_word AS l
    ON l.campaign_id = p.campaign_id AND l.village_code = p.village_code
    AND l.proposal_round = p.round
LEFT JOIN noticed AS n
    ON n.campaign_id = p.campaign_id AND n.village_code = p.village_code
    AND n.proposal_round = p.round;

-- The same of the day that a query is asked for.
CREATE OR REPLACE TEMP TABLE village_way_of_day AS
FROM village_way_on($as_of);
