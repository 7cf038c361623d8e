-- Households drawn in a place and not asked yet, with whom to ask for. Grain: one row a household
-- and draw.
SELECT u.draw_id, u.household_id, h.head_name, h.phone
FROM unasked_on($campaign_id, $as_of) AS u
JOIN household_on($as_of) AS h USING (household_id)
WHERE u.place_code = $place_code
ORDER BY u.draw_id, u.rank
