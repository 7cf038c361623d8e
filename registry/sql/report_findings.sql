-- The daily check of what villages reported [000]: incomplete, contradictory or improbable, and not
-- found before in the same round of the form. Grain: one row a household, check and round.
WITH surveyed AS (
    SELECT s.*, m.members,
        s.net_income_per_year / nullif(coalesce(s.size, m.members), 0) AS income_per_person
    FROM survey_on($campaign_id, $as_of) AS s
    LEFT JOIN member_count_on($as_of) AS m USING (household_id)
    WHERE s.finding = 'surveyed'
),
-- members with an ID number, with a birthday, and of these who was of school age at the visit
listed AS (
    SELECT s.household_id, count(*) AS members, count(p.id_number) AS numbered,
        count(p.birth_on) AS dated,
        count(*) FILTER (
            p.birth_on BETWEEN s.surveyed_on - INTERVAL 16 YEAR AND s.surveyed_on - INTERVAL 6 YEAR
        ) AS children
    FROM surveyed AS s
    JOIN person_on($as_of) AS p USING (household_id)
    GROUP BY s.household_id
),
days AS (
    SELECT surveyor, surveyed_on, count(*) AS visits FROM surveyed GROUP BY ALL
),
found AS (
    SELECT household_id, round, 'income_unknown' AS check_id, 'incomplete' AS kind, '' AS detail
    FROM surveyed WHERE net_income_per_year IS NULL AND consumption_per_year IS NULL
    UNION ALL
    SELECT household_id, round, 'house_cause_missing', 'incomplete', 'new_house_year=' || new_house_year
    FROM surveyed WHERE new_house_year > 0 AND new_house_cause IS NULL
    UNION ALL
    SELECT s.household_id, s.round, 'without_id_number', 'incomplete', 'persons=' || (l.members - l.numbered)
    FROM surveyed AS s
    JOIN listed AS l USING (household_id)
    WHERE $has_id_numbers AND l.numbered < l.members
    UNION ALL
    SELECT household_id, round, 'size_differs', 'contradictory', 'survey=' || size || ' register=' || members
    FROM surveyed WHERE size <> members
    UNION ALL
    SELECT household_id, round, 'graded_without_dwelling', 'contradictory', 'grade=' || housing_grade
    FROM surveyed WHERE dwellings = 0 AND housing_grade IN ('A', 'B')
    UNION ALL
    SELECT s.household_id, s.round, 'dropouts_without_children', 'contradictory',
        'dropouts=' || s.dropouts_for_money || ' children=' || l.children
    FROM surveyed AS s
    JOIN listed AS l USING (household_id)
    WHERE s.dropouts_for_money > l.children AND l.dated >= greatest(s.members, s.size)
    UNION ALL
    SELECT household_id, round, 'costs_without_illness', 'contradictory', ''
    FROM surveyed WHERE has_major_illness IS FALSE AND medical_out_of_pocket_per_year > net_income_per_year
    UNION ALL
    SELECT household_id, round, 'income_improbable', 'improbable', 'per_person=' || round(income_per_person)
    FROM surveyed WHERE income_per_person > 10 * $poverty_line OR income_per_person < 0
    UNION ALL
    SELECT s.household_id, s.round, 'too_many_visits', 'improbable', 'visits=' || d.visits
    FROM surveyed AS s JOIN days AS d USING (surveyor, surveyed_on) WHERE d.visits > $visits_per_day
),
final AS (
    SELECT $campaign_id AS campaign_id, f.check_id, f.household_id, f.round, f.kind,
        $as_of::DATE AS found_on, f.detail
    FROM found AS f
    ANTI JOIN finding AS k
        ON k.campaign_id = $campaign_id AND k.check_id = f.check_id
        AND k.household_id = f.household_id AND k.round = f.round
)
SELECT * FROM final ORDER BY check_id, household_id
