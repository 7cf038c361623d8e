-- Surveys without a verdict, of households that have reached the survey. Who is announced is not judged
-- again, whatever day the survey bears. Grain: one row a household.
WITH answered AS (
    SELECT household_id, round FROM outcome_on($campaign_id, $as_of) WHERE step = 'survey'
),
announced AS (
    SELECT household_id FROM outcome WHERE campaign_id = $campaign_id AND step = 'announcement'
),
passed AS (
    SELECT household_id FROM outcome
    WHERE campaign_id = $campaign_id AND step = 'village_appraisal' AND result IN ('passed', 'admitted')
),
final AS (
    SELECT s.household_id, s.round, s.finding, s.surveyed_on,
        s.household_id IN (FROM passed) AS has_passed
    FROM survey_on($campaign_id, $as_of) AS s
    JOIN campaign_position AS p USING (household_id)
    JOIN step_of($campaign_id) AS t ON t.step = 'survey'
    ANTI JOIN announced USING (household_id)
    LEFT JOIN answered AS a USING (household_id)
    WHERE p.step_no >= t.step_no AND s.round > coalesce(a.round, 0)
)
SELECT * FROM final ORDER BY household_id
