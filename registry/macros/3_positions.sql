-- The last outcome of every step as of a day. Grain: one row a household and step.
CREATE OR REPLACE TEMP MACRO outcome_on(campaign, day) AS TABLE
SELECT * FROM outcome
WHERE campaign_id = campaign AND decided_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id, step ORDER BY round DESC) = 1;

-- The steps of a campaign in their order. Grain: one row a step.
CREATE OR REPLACE TEMP MACRO step_of(campaign) AS TABLE
SELECT step_no, step FROM step JOIN campaign AS c USING (kind) WHERE c.campaign_id = campaign;

-- Households that their group has voted on in a campaign that begins with it: nobody applies for
-- exit. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO nominated_on(campaign, day) AS TABLE
SELECT household_id FROM vote_on(campaign, 'group_appraisal', day)
SEMI JOIN (FROM step_of(campaign) WHERE step_no = 1) AS first USING (step);

-- The last survey of an identification that met no criterion. A village appraisal written down before it was
-- decided on another verdict. In an exit such a survey ends the way itself. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO no_criterion_on(campaign, day) AS TABLE
SELECT household_id, max(v.entry) AS entry, max(judged_on) AS judged_on
FROM verdict AS v
JOIN campaign AS c USING (campaign_id)
WHERE campaign_id = campaign AND c.kind = 'identification' AND judged_on <= day
    AND verdict = 'not_eligible'
GROUP BY household_id;

-- What every step says as of a day. A village appraisal that passed a household on another verdict has returned it;
-- what rests on it, unless it ended the way, is left out. Grain: one row a household and step.
CREATE OR REPLACE TEMP MACRO standing_outcome_on(campaign, day) AS TABLE
WITH latest AS (
    SELECT household_id, t.step_no, o.step, o.round, o.result, o.decided_on, o.reason,
        coalesce(k.goes_on, FALSE) AS goes_on, coalesce(k.ends, FALSE) AS ends, n.judged_on,
        coalesce(o.entry < n.entry
            AND (t.step_no > a.step_no AND NOT ends OR t.step_no = a.step_no AND goes_on), FALSE) AS is_outdated
    FROM outcome_on(campaign, day) AS o
    JOIN step_of(campaign) AS t USING (step)
    LEFT JOIN step_of(campaign) AS a ON a.step = 'village_appraisal'
    LEFT JOIN result_kind AS k USING (result)
    LEFT JOIN no_criterion_on(campaign, day) AS n USING (household_id)
)
SELECT household_id, step_no, step, round, goes_on AND NOT is_outdated AS goes_on, ends,
    CASE WHEN is_outdated THEN 'returned' ELSE result END AS result,
    CASE WHEN is_outdated THEN judged_on ELSE decided_on END AS decided_on,
    CASE WHEN is_outdated THEN 'survey.other_verdict' ELSE reason END AS reason
FROM latest
WHERE NOT is_outdated OR step = 'village_appraisal';

-- Where every household of the campaign stands: where its way has ended, else the first step that does not
-- let it go on, with what that step last said (empty: waiting). Step 'listed' is the end of the road. The way of a
-- household that is none any more is ended, so that nobody waits for it and nothing more is published of it.
CREATE OR REPLACE TEMP MACRO position_on(campaign, day) AS TABLE
WITH latest AS (
    FROM standing_outcome_on(campaign, day)
),
progress AS (
    SELECT household_id, bit_or(CASE WHEN goes_on THEN 1 << (step_no - 1) ELSE 0 END) AS done,
        min(step_no) FILTER (ends) AS ended_no
    FROM latest
    GROUP BY household_id
),
known AS (
    SELECT household_id, coalesce(done, 0) AS done, ended_no
    FROM (
        SELECT household_id FROM application_on(campaign, day)
        UNION
        SELECT household_id FROM nominated_on(campaign, day)
        UNION
        SELECT household_id FROM latest
    )
    LEFT JOIN progress USING (household_id)
),
-- adding one turns the lowest bit that is not set, and all below it
reached AS (
    SELECT household_id, coalesce(ended_no, bit_count(xor(done, done + 1))) AS step_no
    FROM known
),
final AS (
    SELECT r.household_id, r.step_no, coalesce(s.step, 'listed') AS step,
        l.round, l.result, l.decided_on, l.reason,
        coalesce(l.ends, FALSE) OR (e.household_id IS NOT NULL AND s.step IS NOT NULL) AS is_ended
    FROM reached AS r
    LEFT JOIN step_of(campaign) AS s USING (step_no)
    LEFT JOIN latest AS l ON l.household_id = r.household_id AND l.step_no = r.step_no
    LEFT JOIN household_end_on(day) AS e ON e.household_id = r.household_id
)
SELECT * FROM final;

-- The same of the campaign and day that a query is asked for: one round asks for them many times. Grain:
-- one row a household.
CREATE OR REPLACE TEMP TABLE campaign_position AS
FROM position_on($campaign_id, $as_of);
