-- Whether nothing of a campaign is left to do, by nobody: an identification has announced its list, an
-- assessment's results are final, the last day of another has passed, no payment is underway and every
-- proposal of a village is at its end. What comes in late, such as an objection, makes it go on.
-- Grain: one row if it is over, else none.
SELECT TRUE AS is_over
FROM campaign AS c
WHERE c.campaign_id = $campaign_id
    AND CASE c.kind
        WHEN 'assessment' THEN EXISTS (
            FROM assessment_result WHERE campaign_id = $campaign_id AND decided_on <= $as_of
        )
        WHEN 'identification' THEN EXISTS (
            FROM outcome
            WHERE campaign_id = $campaign_id AND step = 'announcement' AND decided_on <= $as_of
        )
        ELSE c.announce_by < $as_of
    END
    AND NOT EXISTS (
        FROM position_on($campaign_id, $as_of) WHERE NOT is_ended AND step <> 'listed'
    )
    AND NOT EXISTS (FROM village_way_on($as_of) WHERE campaign_id = $campaign_id AND NOT is_ended)
    AND NOT EXISTS (FROM payment_on($as_of) WHERE campaign_id = $campaign_id AND state = 'underway')
    AND NOT EXISTS (FROM answer_owed_on($campaign_id, $as_of))
    AND NOT EXISTS (FROM waiting_on($campaign_id, $as_of))
