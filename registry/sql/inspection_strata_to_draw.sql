-- Strata of a frame that was frozen before this day and not drawn from. Grain: one row a stratum.
SELECT l.place_code, l.is_listed, list(l.code ORDER BY l.code) AS codes,
    list(l.household_id ORDER BY l.code) AS households
FROM inspection_frame_line AS l
JOIN inspection_frame AS f USING (campaign_id)
WHERE campaign_id = $campaign_id AND f.frozen_on < $as_of
    AND NOT EXISTS (FROM draw WHERE campaign_id = $campaign_id)
GROUP BY l.place_code, l.is_listed
ORDER BY l.is_listed DESC, l.place_code
