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

-- What people did that a step decides, by a day, in every round of its form. Grain: one row an act.
CREATE OR REPLACE TEMP MACRO act_on(day) AS TABLE
WITH act AS (
    SELECT campaign_id, household_id, 'application' AS step, round, applied_on AS acted_on FROM application
    UNION ALL SELECT campaign_id, household_id, step, round, voted_on FROM vote
    UNION ALL SELECT campaign_id, household_id, 'survey', round, surveyed_on FROM survey
    UNION ALL SELECT campaign_id, household_id, 'recognition', round, asked_on FROM recognition
    UNION ALL SELECT campaign_id, household_id, 'audit', round, audited_on FROM audit
    UNION ALL SELECT campaign_id, household_id, 'spot_check', round, checked_on FROM spot_check
)
SELECT * FROM act WHERE acted_on <= day;

-- The day on which a step was done with: that of the act that it decided, not of the round that wrote it
-- down; of a publicity, that of its outcome. A survey that is judged again holds up nobody who went on
-- before, unless it returned the household to its village. Grain: one row a campaign, household and step.
CREATE OR REPLACE TEMP MACRO done_with_on(day) AS TABLE
SELECT campaign_id, o.household_id, step, s.step_no, max_by(o.result, round) AS result,
    CASE step WHEN 'survey' THEN greatest(
            min(least(o.decided_on, a.acted_on)) FILTER (k.goes_on),
            max(least(o.decided_on, a.acted_on)) FILTER (o.reason = 'survey.other_verdict'))
        ELSE max_by(least(o.decided_on, a.acted_on), round) END AS done_on
FROM outcome AS o
JOIN campaign AS c USING (campaign_id)
JOIN step AS s USING (kind, step)
LEFT JOIN result_kind AS k USING (result)
LEFT JOIN act_on(day) AS a USING (campaign_id, household_id, step, round)
WHERE o.decided_on <= day
GROUP BY campaign_id, o.household_id, step, s.step_no;

-- Acts that decide nothing, as they are dated before their household came to the step: before the campaign
-- was opened, a step before was done with, or the township returned it. Grain: one row a household and
-- step whose last act is undecided.
CREATE OR REPLACE TEMP MACRO too_early_on(campaign, day) AS TABLE
WITH undecided AS (
    SELECT a.*, s.step_no
    FROM act_on(day) AS a
    JOIN step_of(campaign) AS s USING (step)
    ANTI JOIN outcome AS o
        ON o.campaign_id = a.campaign_id AND o.household_id = a.household_id AND o.step = a.step
        AND o.round >= a.round AND o.decided_on <= day
    WHERE a.campaign_id = campaign
    QUALIFY row_number() OVER (PARTITION BY a.household_id, a.step ORDER BY a.round DESC) = 1
)
SELECT a.household_id, a.step, a.step_no, a.round, a.acted_on,
    max(CASE WHEN d.step_no < a.step_no
        OR (a.step = 'village_appraisal' AND d.step = 'audit' AND d.result = 'returned')
        THEN greatest(c.opened_on, d.done_on) ELSE c.opened_on END) AS reached_on
FROM undecided AS a
JOIN campaign AS c USING (campaign_id)
LEFT JOIN done_with_on(day) AS d ON d.campaign_id = a.campaign_id AND d.household_id = a.household_id
GROUP BY a.household_id, a.step, a.step_no, a.round, a.acted_on
HAVING a.acted_on < reached_on;

-- The same of the campaign and day that a query is asked for: one round asks for them many times. Grain:
-- one row a household.
CREATE OR REPLACE TEMP TABLE campaign_position AS
FROM position_on($campaign_id, $as_of);
