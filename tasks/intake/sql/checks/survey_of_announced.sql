-- Surveys that say something new of households that their campaign has announced.
WITH known AS (
    FROM (SELECT * EXCLUDE (row_id, sheet_no, file_no, row_no, surveyed_on) FROM incoming LIMIT 0)
    UNION ALL BY NAME
    SELECT * EXCLUDE (round, surveyed_on, actor, entry)
    FROM (
        FROM survey
        QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1
    )
),
new AS (
    SELECT * EXCLUDE (row_id, sheet_no, file_no, row_no, surveyed_on) FROM incoming
    EXCEPT
    FROM known
)
SELECT i.row_id, 'household_id' AS column_name, i.household_id, o.decided_on AS announced_on
FROM incoming AS i
SEMI JOIN new USING (campaign_id, household_id)
JOIN outcome AS o USING (campaign_id, household_id)
WHERE o.step = 'announcement';
