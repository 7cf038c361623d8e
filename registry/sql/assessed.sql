-- Who is assessed. Grain: one row an assessed.
SELECT * FROM assessed_on($county_code, $help_campaign, $as_of) ORDER BY kind, assessed_id
