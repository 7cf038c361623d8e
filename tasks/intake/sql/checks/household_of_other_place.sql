-- Votes on a household that does not live where the meeting was held.
SELECT i.row_id, 'household_id' AS column_name, household_id, m.place_code, meeting_id
FROM incoming AS i
JOIN known_meeting() AS m USING (meeting_id)
JOIN known_household($as_of) AS h USING (household_id)
WHERE m.kind IN ('group_appraisal', 'village_appraisal')
    AND m.place_code NOT IN (h.group_code, h.village_code);
