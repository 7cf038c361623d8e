-- Step 7: what is missing or contradictory in the data of households that passed the comparison.
-- Grain: one row a household, with the list of faults (empty: clean).
WITH checked AS (
    SELECT household_id, round FROM outcome_on($campaign_id, $as_of) WHERE step = 'data_entry'
),
waiting AS (
    SELECT household_id, c.round, result, reason AS last_reason
    FROM campaign_position
    LEFT JOIN checked AS c USING (household_id)
    WHERE step = 'data_entry'
),
listed AS (
    SELECT household_id,
        count(*) FILTER (WHERE id_number IS NULL) AS without_id,
        count(*) FILTER (WHERE birth_on IS NULL) AS without_birth,
        count(*) FILTER (WHERE relation = 'head') AS heads
    FROM person_on($as_of) SEMI JOIN waiting USING (household_id)
    GROUP BY household_id
),
-- a person of the village has said why there is no number
explained AS (
    SELECT DISTINCT household_id
    FROM correction
    WHERE campaign_id = $campaign_id AND check_id = 'without_id_number' AND corrected_on <= $as_of
),
shared_ids AS (
    SELECT household_id, count(*) AS shared
    FROM person_on($as_of)
    SEMI JOIN (
        SELECT id_number FROM person_on($as_of) WHERE id_number IS NOT NULL
        GROUP BY id_number HAVING count(DISTINCT household_id) > 1
    ) USING (id_number)
    GROUP BY household_id
),
heads_elsewhere AS (
    -- who belongs to another household, as its head or a member, and is no member of this one
    SELECT DISTINCT h.household_id
    FROM household_on($as_of) AS h
    SEMI JOIN waiting USING (household_id)
    JOIN (
        SELECT household_id, id_number FROM person_on($as_of)
        UNION ALL
        SELECT household_id, head_id_number FROM household_on($as_of)
        ANTI JOIN household_end_on($as_of) USING (household_id)
    ) AS o ON o.id_number = h.head_id_number AND o.household_id <> h.household_id
    ANTI JOIN person_on($as_of) AS p ON p.id_number = h.head_id_number AND p.household_id = h.household_id
),
final AS (
    SELECT w.household_id, w.round, w.result, w.last_reason,
        array_to_string(list_filter([
            CASE WHEN m.members IS NULL THEN 'no_members' END,
            CASE WHEN l.heads <> 1 THEN 'heads=' || l.heads END,
            CASE WHEN l.without_id > 0 AND v.has_id_numbers AND e.household_id IS NULL
                THEN 'without_id_number=' || l.without_id END,
            CASE WHEN l.without_birth > 0 THEN 'without_birth_day=' || l.without_birth END,
            CASE WHEN d.shared > 0 THEN 'in_two_households=' || d.shared END,
            CASE WHEN o.household_id IS NOT NULL THEN 'head_in_other_household' END,
            CASE WHEN s.size <> m.members THEN 'size_surveyed=' || s.size || ' size_registered=' || m.members END,
            CASE WHEN s.main_cause IS NULL AND v.has_causes THEN 'no_cause' END
        ], lambda fault : fault IS NOT NULL), ' ') AS faults
    FROM waiting AS w
    LEFT JOIN member_count_on($as_of) AS m USING (household_id)
    LEFT JOIN listed AS l USING (household_id)
    LEFT JOIN explained AS e USING (household_id)
    LEFT JOIN shared_ids AS d USING (household_id)
    LEFT JOIN heads_elsewhere AS o USING (household_id)
    LEFT JOIN survey_on($campaign_id, $as_of) AS s USING (household_id)
    CROSS JOIN (SELECT $has_causes AS has_causes, $has_id_numbers AS has_id_numbers) AS v
)
SELECT * FROM final ORDER BY household_id
