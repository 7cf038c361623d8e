-- Listed households that the round is to give a measure, with what they and their village ordered, their
-- own needs first; and households with measures that are no longer listed. Inputs: $fitting, texts such as
-- 'illness training'. Grain: one row a household.
WITH due AS (
    SELECT household_id, village_code, cause, measures, TRUE AS is_listed
    FROM unfitted_on($campaign_id, $as_of, $fitting)
    WHERE NOT is_left_to_people
    UNION ALL
    SELECT household_id, NULL, NULL, list(measure_id ORDER BY measure_id), FALSE
    FROM measure_on($as_of)
    ANTI JOIN listed_of_day USING (household_id)
    WHERE campaign_id = $campaign_id
    GROUP BY household_id
),
asked AS (
    SELECT household_id, need_id, measure_id, ordered_on, TRUE AS is_own FROM need_on($as_of)
    WHERE campaign_id = $campaign_id AND household_id IS NOT NULL
    UNION ALL
    SELECT d.household_id, n.need_id, n.measure_id, n.ordered_on, FALSE
    FROM due AS d JOIN need_on($as_of) AS n USING (village_code)
    WHERE n.campaign_id = $campaign_id AND n.household_id IS NULL
),
ordered AS (
    SELECT household_id,
        list({'need_id': need_id, 'measure_id': measure_id}
            ORDER BY is_own DESC, ordered_on, need_id) AS needs
    FROM asked GROUP BY household_id
)
SELECT d.household_id, d.cause, d.is_listed, d.measures, coalesce(o.needs, []) AS needs
FROM due AS d
LEFT JOIN ordered AS o USING (household_id)
ORDER BY d.household_id
