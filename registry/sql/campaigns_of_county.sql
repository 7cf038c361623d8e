-- The last campaign of each kind that a county has opened. Grain: one row.
SELECT max_by(campaign_id, opened_on) FILTER (kind = 'identification') AS identification,
    max_by(campaign_id, opened_on) FILTER (kind = 'help') AS help,
    max_by(campaign_id, opened_on) FILTER (kind = 'exit') AS exit
FROM campaign
WHERE county_code = $county_code AND opened_on <= $as_of
