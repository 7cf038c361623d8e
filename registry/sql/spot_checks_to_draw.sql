-- Audited households that no draw of their village could draw, with the draws before. Grain: one row a
-- village.
SELECT w.village_code AS place_code, list(w.household_id ORDER BY w.household_id) AS households,
    (SELECT count(*) FROM draw WHERE campaign_id = $campaign_id AND purpose = 'spot_check'
        AND place_code = w.village_code) AS earlier
FROM at_spot_check_on($campaign_id, $as_of) AS w
WHERE NOT w.could_be_drawn
GROUP BY w.village_code
ORDER BY w.village_code
