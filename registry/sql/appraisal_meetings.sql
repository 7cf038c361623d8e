-- Appraisal meetings with who was there: counted by the minutes and by the attendance sheet, with
-- signatures and fingerprints [000 points 4-5]. Grain: one row a meeting.
WITH signed AS (
    SELECT meeting_id, count(*) FILTER (WHERE is_present) AS on_sheet,
        count(*) FILTER (WHERE is_signed) AS signatures,
        count(*) FILTER (WHERE is_fingerprinted) AS fingerprints
    FROM attendance
    GROUP BY meeting_id
),
final AS (
    SELECT m.meeting_id, m.kind, m.place_code, m.held_on, m.eligible, m.present,
        coalesce(s.on_sheet, 0) AS on_sheet, coalesce(s.signatures, 0) AS signatures,
        coalesce(s.fingerprints, 0) AS fingerprints,
        m.present >= m.eligible * CASE m.kind WHEN 'group_appraisal' THEN $group_quorum::DOUBLE
            ELSE $village_quorum::DOUBLE END AS has_quorum
    FROM meeting_on($campaign_id, $as_of) AS m
    LEFT JOIN signed AS s USING (meeting_id)
    WHERE m.kind IN ('group_appraisal', 'village_appraisal')
)
SELECT * FROM final ORDER BY held_on, meeting_id
