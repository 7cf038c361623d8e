-- Listed households without a measure that fits their known cause, with what they and their village
-- ordered, their own needs first; and households with measures that are no longer listed. Where a person has
-- decided in this campaign, the measures of who is listed are left to people. Inputs:
-- $fitting, texts such as 'illness training'. Grain: one row a household.
WITH given AS (
    SELECT household_id, list(measure_id ORDER BY measure_id) AS measures
    FROM measure_on($as_of)
    WHERE campaign_id = $campaign_id
    GROUP BY household_id
),
by_hand AS (
    SELECT DISTINCT household_id FROM measure
    WHERE campaign_id = $campaign_id AND decided_on <= $as_of AND decider IS NOT NULL
),
due AS (
    SELECT coalesce(c.household_id, g.household_id) AS household_id, c.village_code, c.cause,
        coalesce(g.measures, []) AS measures, c.household_id IS NOT NULL AS is_listed
    FROM cause_on($as_of) AS c
    FULL JOIN given AS g ON g.household_id = c.household_id
    WHERE c.household_id IS NULL
        OR (
            c.household_id NOT IN (FROM by_hand)
            AND len(list_filter($fitting::VARCHAR[], lambda f: starts_with(f, c.cause || ' '))) > 0
            AND NOT list_has_any(
                list_transform(coalesce(g.measures, []), lambda m: c.cause || ' ' || m),
                $fitting::VARCHAR[]
            )
        )
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
