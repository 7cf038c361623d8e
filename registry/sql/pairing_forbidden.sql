-- Pairs that must not be, or must not go on. Grain: one row a helper and household.
SELECT helper_id, household_id, min(why) AS why
FROM (
    FROM pairing_conflict_on($as_of)
    UNION ALL
    FROM moved_away_on($campaign_id, $as_of)
)
GROUP BY helper_id, household_id
ORDER BY helper_id, household_id
