-- Households drawn for supervision or a call-back and not asked yet. Grain: one row a household.
SELECT d.draw_id, d.purpose, n.household_id
FROM draw AS d
JOIN drawn AS n USING (draw_id)
ANTI JOIN call_back AS c USING (draw_id, household_id)
WHERE d.campaign_id = $campaign_id AND d.drawn_on <= $as_of
ORDER BY d.draw_id, n.rank
