-- Where the registers, as of the day of a frame, say otherwise than the frame; `is_later` where they say
-- so by something entered after it. Grain: one row a household.
WITH frame AS (
    SELECT entry AS frame_entry, frozen_on FROM inspection_frame WHERE campaign_id = $campaign_id
),
framed AS (
    SELECT * FROM inspection_frame_line WHERE campaign_id = $campaign_id
),
later AS (
    SELECT household_id FROM household, frame WHERE entry > frame_entry AND since_on <= frozen_on
    UNION
    SELECT household_id FROM outcome, frame WHERE entry > frame_entry AND decided_on <= frozen_on
)
SELECT coalesce(n.household_id, f.household_id) AS household_id,
    a.household_id IS NOT NULL AS is_later
FROM inspection_population_on($county_code, $frozen_on) AS n
FULL JOIN framed AS f ON f.household_id = n.household_id
LEFT JOIN later AS a ON a.household_id = coalesce(n.household_id, f.household_id)
WHERE n.household_id IS NULL OR f.household_id IS NULL OR n.is_listed <> f.is_listed
    OR f.place_code NOT IN (n.village_code, n.township_code)
ORDER BY 1
