-- Households that have passed an appraisal and stand on no notice of the publicity that follows it, or on
-- none since a survey met no criterion. Those objected to wait for the decision, those whom an objection
-- admitted for the notice that replaces the one objected to. Grain: one row a household.
WITH shown AS (
    SELECT household_id FROM standing_line_on($campaign_id, $as_of) WHERE step = $step
),
awaiting_replacement AS (
    SELECT i.household_id
    FROM sustained_objection_on($campaign_id, $as_of) AS i
    LEFT JOIN paper AS r ON r.replaces = i.number AND r.issued_on <= $as_of
    WHERE i.step = $step AND i.kind = 'missed' AND r.number IS NULL
),
final AS (
    SELECT p.household_id, h.head_name, h.group_code, h.village_code,
        CASE WHEN $step = 'first_publicity' THEN h.group_code ELSE h.village_code END AS place_code,
        coalesce(v.size, m.members, 1)::INTEGER AS household_size
    FROM campaign_position AS p
    JOIN household_on($as_of) AS h USING (household_id)
    LEFT JOIN verdict_on($campaign_id, $as_of) AS v USING (household_id)
    LEFT JOIN member_count_on($as_of) AS m USING (household_id)
    ANTI JOIN shown AS s ON s.household_id = p.household_id
    ANTI JOIN awaiting_replacement AS a ON a.household_id = p.household_id
    ANTI JOIN campaign_disputed AS d ON d.household_id = p.household_id
    WHERE p.step = $step AND p.result IS NULL AND NOT p.is_ended
)
SELECT * FROM final ORDER BY place_code, group_code, household_id
