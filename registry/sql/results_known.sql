-- Results as they were made public last. Grain: one row an assessed.
SELECT kind, assessed_id, score FROM result_on($campaign_id, $as_of) ORDER BY kind, assessed_id
