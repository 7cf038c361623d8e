-- Households drawn in a place and not asked yet, with whom to ask for. Grain: one row a household
-- and draw.
SELECT d.draw_id, n.household_id, h.head_name, h.phone
FROM draw AS d
JOIN drawn AS n USING (draw_id)
JOIN household_on($as_of) AS h USING (household_id)
ANTI JOIN call_back AS c USING (draw_id, household_id)
WHERE d.campaign_id = $campaign_id AND d.place_code = $place_code AND d.drawn_on <= $as_of
ORDER BY d.draw_id, n.rank
