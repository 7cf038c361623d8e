-- Households to be voted on at the place's next meeting. Grain: one row a household.
WITH next_meeting AS (
    SELECT 'PY-' || split_part($campaign_id, '-', 2) || '-' || $place_code || '-' || (count(*) + 1) AS meeting_id
    FROM meeting WHERE campaign_id = $campaign_id AND place_code = $place_code AND kind = $form
)
SELECT meeting_id, household_id, $form AS step
FROM household_on($as_of) CROSS JOIN next_meeting
WHERE list_contains($subjects, household_id)
ORDER BY household_id
