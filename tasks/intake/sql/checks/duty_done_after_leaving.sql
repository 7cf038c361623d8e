-- Duties reported as done by a helper who by then no longer helped that household.
SELECT i.row_id, 'done_on' AS column_name, i.done_on, i.owner_id, i.subject_code,
    max(s.ended_on) FILTER (s.ended_on <= i.done_on) AS ended_on
FROM incoming AS i
JOIN duty AS d USING (duty_id, owner_id, subject_code, period)
JOIN pairing_spell_on($help_campaign, $as_of) AS s
    ON d.campaign_id = $help_campaign AND s.helper_id = i.owner_id AND s.household_id = i.subject_code
GROUP BY i.row_id, i.done_on, i.owner_id, i.subject_code
HAVING bool_or(s.ended_on <= i.done_on)
    AND NOT bool_or(s.starts_on <= i.done_on AND (s.ended_on IS NULL OR s.ended_on > i.done_on));
