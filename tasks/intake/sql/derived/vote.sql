-- Votes with step and day of their meeting where the form leaves them open.
-- Grain: one row an incoming row.
SELECT i.* REPLACE (
    coalesce(i.step, CASE WHEN m.kind IN ('group_appraisal', 'village_appraisal') THEN m.kind END)
        AS step,
    coalesce(i.voted_on, m.held_on) AS voted_on
)
FROM incoming AS i
LEFT JOIN known_meeting() AS m USING (meeting_id)
ORDER BY row_id;
