-- Draws of an inspection with the codes that were drawn, in the order of their rank. Grain: one row a
-- stratum.
SELECT d.draw_id, d.purpose, d.place_code, d.drawn_on, d.seed, d.frame_digest, d.frame_size, d.size,
    list(l.code ORDER BY n.rank) AS codes
FROM draw AS d
JOIN drawn AS n USING (draw_id)
JOIN inspection_frame_line AS l USING (campaign_id, household_id)
WHERE d.campaign_id = $campaign_id AND d.drawn_on <= $as_of
GROUP BY ALL
ORDER BY d.purpose, d.place_code
