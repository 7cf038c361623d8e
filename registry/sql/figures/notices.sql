-- Lists made public in the year's campaigns, by kind. Grain: one row a notice.
SELECT p.kind AS part, p.place_code, NULL AS unit_id, p.number AS subject, 1 AS value
FROM paper AS p
WHERE p.campaign_id IN ($identification, $help, $exit) AND p.issued_on <= $as_of
    AND p.window_days IS NOT NULL
