-- Whether a campaign has come to its end: an identification has announced its list, an assessment's
-- results are final, the last day of another has passed. Asked before what may still be waiting, which takes
-- longer. Grain: one row if it has, else none.
SELECT TRUE AS has_ended
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
