-- Whether nothing of a campaign that has ended is left to do, by nobody: no household is on its way, no
-- payment underway, every proposal of a village at its end. What comes in late, such as an objection,
-- makes it go on. Grain: one row if it is over, else none.
SELECT TRUE AS is_over
WHERE NOT EXISTS (
        FROM campaign_position WHERE NOT is_ended AND step <> 'listed'
    )
    AND NOT EXISTS (FROM village_way_of_day WHERE campaign_id = $campaign_id AND NOT is_ended)
    AND NOT EXISTS (FROM payment_of_day WHERE campaign_id = $campaign_id AND state = 'underway')
    AND NOT EXISTS (FROM answer_owed_on($campaign_id, $as_of))
    AND NOT EXISTS (FROM campaign_waiting)
