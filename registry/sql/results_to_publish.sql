-- Whether the year is over and its results have not been made public yet. Grain: one row if so, else none.
SELECT TRUE AS is_due
FROM campaign AS c
WHERE c.campaign_id = $campaign_id AND make_date(c.year, 12, 31) < $as_of
    AND NOT EXISTS (FROM paper WHERE campaign_id = $campaign_id AND kind = 'assessment_result')
