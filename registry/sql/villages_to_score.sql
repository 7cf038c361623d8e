-- Villages whose publicity is over and that have scores, with all that are known and who is entitled: members of
-- the bodies that count, in office, who are not barred. Grain: one row a village.
WITH entitled AS (
    SELECT w.village_code, w.proposal_round, w.decided_on AS clear_on, m.member_id
    FROM village_way_of_day AS w
    JOIN panel_member_on($as_of) AS m USING (campaign_id)
    ANTI JOIN panel_bar_on($as_of) AS b
        ON b.campaign_id = m.campaign_id AND b.member_id = m.member_id
        AND b.village_code = w.village_code
    WHERE w.campaign_id = $campaign_id AND w.result = 'clear'
        AND list_contains($counted_bodies, m.body) AND (m.left_on IS NULL OR m.left_on > w.decided_on)
)
SELECT e.village_code, e.proposal_round, e.clear_on, count(*) AS entitled,
    list({points: s.points, scored_on: s.scored_on}) FILTER (s.points IS NOT NULL) AS scores
FROM entitled AS e
LEFT JOIN village_score AS s
    ON s.campaign_id = $campaign_id AND s.village_code = e.village_code
    AND s.proposal_round = e.proposal_round AND s.member_id = e.member_id
    AND s.scored_on <= $as_of
GROUP BY ALL
HAVING count(s.points) > 0
ORDER BY e.village_code
