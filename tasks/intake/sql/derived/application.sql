-- Applications but for those that came back as they went out to be completed, with the household's own
-- words alone: nobody wrote on them. Grain: one row an incoming row.
WITH last AS (
    FROM application
    QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1
)
FROM incoming AS i
ANTI JOIN last AS l ON l.campaign_id = i.campaign_id AND l.household_id = i.household_id
    AND l.applicant_name = i.applicant_name AND l.reason IS NOT DISTINCT FROM i.reason
    AND i.applied_on IS NULL AND i.is_signed IS NULL AND i.is_fingerprinted IS NULL
ORDER BY row_id;
