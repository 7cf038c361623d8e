-- Objections to a score, decided by the assessed or by who gave points that it rests on.
SELECT DISTINCT i.row_id, 'decider' AS column_name, o.assessed_id
FROM incoming AS i
JOIN known_objection() AS o USING (objection_id)
SEMI JOIN assessor_on($as_of) AS a
    ON a.campaign_id IN ('', o.campaign_id) AND a.assessed_id = o.assessed_id
    AND plain_name(a.who) = plain_name(i.decider);
