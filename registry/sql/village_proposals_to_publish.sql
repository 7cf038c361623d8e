-- Proposals without a notice, with the figures that it shows. Grain: one row a village.
SELECT w.village_code, w.proposal_round, w.kind, w.reason, p.proposer, i.poor_households,
    i.poor_persons, i.rural_persons, i.incidence
FROM village_way_of_day AS w
JOIN village_proposal_on($as_of) AS p USING (campaign_id, village_code)
JOIN incidence_on($as_of) AS i ON i.place_code = w.village_code
WHERE w.campaign_id = $campaign_id AND w.result IS NULL
ORDER BY w.village_code
