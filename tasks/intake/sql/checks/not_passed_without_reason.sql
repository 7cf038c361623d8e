-- Votes that a household did not pass, by the share in force that day, without a written reason.
-- Inputs: pass_share (step, since_on, numerator, denominator) of the campaign's policy.
WITH judged AS (
    SELECT i.*, m.present, s.numerator, s.denominator
    FROM incoming AS i
    JOIN known_meeting() AS m USING (meeting_id)
    ASOF JOIN pass_share AS s ON s.step = i.step AND i.voted_on >= s.since_on
)
SELECT row_id, 'reason' AS column_name, votes_for, present
FROM judged
WHERE reason IS NULL AND votes_for * denominator <= present * numerator;
