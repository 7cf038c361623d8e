-- Whether nothing of a campaign is left to do, by nobody: an identification has announced its list, help's
-- last day has passed and no payment is underway. What comes in late, such as an objection, makes it go on.
-- Grain: one row if it is over, else none.
WITH unanswered AS (
    SELECT o.objection_id
    FROM objection_on($campaign_id, $as_of) AS o
    LEFT JOIN (
        SELECT objection_id, bool_or(kind = 'objection_receipt') AS is_received,
            bool_or(kind = 'objection_reply') AS is_replied
        FROM paper WHERE objection_id IS NOT NULL GROUP BY objection_id
    ) AS p USING (objection_id)
    WHERE NOT coalesce(p.is_received AND p.is_replied, FALSE)
)
SELECT TRUE AS is_over
FROM campaign AS c
WHERE c.campaign_id = $campaign_id
    AND CASE c.kind
        WHEN 'help' THEN c.announce_by < $as_of
        ELSE EXISTS (
            FROM outcome
            WHERE campaign_id = $campaign_id AND step = 'announcement' AND decided_on <= $as_of
        )
    END
    AND NOT EXISTS (
        FROM position_on($campaign_id, $as_of) WHERE NOT is_ended AND step <> 'listed'
    )
    AND NOT EXISTS (FROM payment_on($campaign_id, $as_of) WHERE state = 'underway')
    AND NOT EXISTS (FROM unanswered)
    AND NOT EXISTS (FROM waiting_on($campaign_id, $as_of))
