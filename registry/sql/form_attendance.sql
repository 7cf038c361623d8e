-- Who is entitled to come: the heads of the group's households; a village fills in its own
-- representatives, supervisors and cadres. Grain: one row a household.
WITH next_meeting AS (
    SELECT 'PY-' || split_part($campaign_id, '-', 2) || '-' || $place_code || '-' || (count(*) + 1) AS meeting_id
    FROM meeting WHERE campaign_id = $campaign_id AND place_code = $place_code AND kind = $form
)
SELECT meeting_id, head_name AS attendee, household_id, 'villager' AS role
FROM household_on($as_of) CROSS JOIN next_meeting
WHERE group_code = $place_code
ORDER BY household_id
