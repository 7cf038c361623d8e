-- What is known once the incoming rows are stored: the registry as of a day, and the rows of this
-- load before it. Grain: one row a thing.
CREATE OR REPLACE TEMP MACRO known_place(day) AS TABLE
SELECT code, level, parent_code FROM incoming_places
UNION ALL
SELECT code, level, parent_code FROM place_on(day) ANTI JOIN incoming_places USING (code);

CREATE OR REPLACE TEMP MACRO known_household(day) AS TABLE
SELECT household_id, village_code, group_code FROM incoming_households
UNION ALL
SELECT household_id, village_code, group_code
FROM household_on(day) ANTI JOIN incoming_households USING (household_id);

CREATE OR REPLACE TEMP MACRO known_meeting() AS TABLE
SELECT meeting_id, campaign_id, kind, place_code, held_on, eligible, present FROM incoming_meeting
UNION ALL
SELECT meeting_id, campaign_id, kind, place_code, held_on, eligible, present
FROM meeting ANTI JOIN incoming_meeting USING (meeting_id)
QUALIFY row_number() OVER (PARTITION BY meeting_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_objection() AS TABLE
SELECT objection_id, campaign_id, household_id, assessed_id, kind, received_on FROM incoming_objection
UNION ALL
SELECT objection_id, campaign_id, household_id, assessed_id, kind, received_on
FROM objection ANTI JOIN incoming_objection USING (objection_id)
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_assignment() AS TABLE
SELECT objection_id, investigator FROM incoming_assignment
UNION ALL
SELECT objection_id, investigator FROM assignment ANTI JOIN incoming_assignment USING (objection_id)
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

-- Everybody who investigated an objection, surveyed a household, or put a problem right, in whatever round:
-- who did so once is no checker of it. Grain: one row an act.
CREATE OR REPLACE TEMP MACRO known_investigation() AS TABLE
SELECT objection_id, investigator FROM incoming_investigation
UNION ALL
SELECT objection_id, investigator FROM investigation;

CREATE OR REPLACE TEMP MACRO known_survey() AS TABLE
SELECT campaign_id, household_id, surveyor, second_surveyor FROM incoming_survey
UNION ALL
SELECT campaign_id, household_id, surveyor, second_surveyor FROM survey;

CREATE OR REPLACE TEMP MACRO known_rectifier() AS TABLE
SELECT rectification_id, rectified_by FROM incoming_rectification_return
UNION ALL
SELECT rectification_id, rectified_by FROM rectification_return;

-- What was last said to be put right. Grain: one row a problem.
CREATE OR REPLACE TEMP MACRO known_return() AS TABLE
SELECT rectification_id, rectified_on FROM incoming_rectification_return
UNION ALL
SELECT rectification_id, rectified_on
FROM rectification_return ANTI JOIN incoming_rectification_return USING (rectification_id)
QUALIFY row_number() OVER (PARTITION BY rectification_id ORDER BY round DESC) = 1;

-- What comes in of what people did that a step decides, and what departments delivered for one; not what is
-- known of that day already, which may come again at any time. Grain: one row an incoming row.
CREATE OR REPLACE TEMP TABLE new_act AS
WITH act AS (
    SELECT 'application' AS form, row_id, campaign_id, household_id, 'application' AS step,
        coalesce(applied_on, $as_of) AS acted_on, 'applied_on' AS column_name
    FROM incoming_application
    UNION ALL SELECT 'vote', row_id, campaign_id, household_id, step, coalesce(voted_on, $as_of), 'meeting_id'
    FROM incoming_vote
    UNION ALL SELECT 'survey', row_id, campaign_id, household_id, 'survey', coalesce(surveyed_on, $as_of), 'surveyed_on'
    FROM incoming_survey
    UNION ALL SELECT 'recognition', row_id, campaign_id, household_id, 'recognition', coalesce(asked_on, $as_of), 'asked_on'
    FROM incoming_recognition
    UNION ALL SELECT 'audit', row_id, campaign_id, household_id, 'audit', coalesce(audited_on, $as_of), 'audited_on'
    FROM incoming_audit
    UNION ALL SELECT 'spot_check', row_id, campaign_id, household_id, 'spot_check', coalesce(checked_on, $as_of), 'checked_on'
    FROM incoming_spot_check
    UNION ALL SELECT 'delivery', row_id, campaign_id, NULL, NULL, coalesce(delivered_on, $as_of), 'delivered_on'
    FROM incoming_delivery
)
SELECT a.*
FROM act AS a
ANTI JOIN act_on($as_of) AS o USING (campaign_id, household_id, step, acted_on);

-- The first day on which a step can be done with, as far as it is known: that on which it was; after the
-- last day of a window; and nobody is checked before the draw. Grain: rows of campaign, household and step.
CREATE OR REPLACE TEMP MACRO known_done_with(day) AS TABLE
SELECT campaign_id, household_id, step_no, done_on FROM done_with_on(day)
UNION ALL
SELECT p.campaign_id, l.household_id, s.step_no, w.closes_on + 1
FROM publicity_window AS w
JOIN paper AS p USING (number)
JOIN notice_line AS l USING (number)
JOIN campaign AS c USING (campaign_id)
JOIN step AS s ON s.kind = c.kind AND s.step = p.kind
WHERE l.is_new
UNION ALL
SELECT d.campaign_id, n.household_id, s.step_no, d.drawn_on
FROM draw AS d
JOIN drawn AS n USING (draw_id)
JOIN step AS s ON s.kind = 'exit' AND s.step = 'audit'
WHERE d.purpose = 'spot_check';

-- The label of a choice in both languages; NULL for what is no choice.
CREATE OR REPLACE TEMP MACRO worded(of_form, of_column, of_id) AS (
    SELECT label FROM choice WHERE form = of_form AND column_name = of_column AND id = of_id
);

-- Budget lines, projects and needs. Grain: one row each.
CREATE OR REPLACE TEMP MACRO known_budget_line(day) AS TABLE
SELECT budget_id, campaign_id, measure_id, amount FROM incoming_budget_line
UNION ALL
SELECT budget_id, campaign_id, measure_id, amount
FROM budget_line_on(day) ANTI JOIN incoming_budget_line USING (budget_id);

CREATE OR REPLACE TEMP MACRO known_project(day) AS TABLE
SELECT project_id, campaign_id, measure_id, budget_id, amount, ends_on FROM incoming_project
UNION ALL
SELECT project_id, campaign_id, measure_id, budget_id, amount, ends_on
FROM project_on(day) ANTI JOIN incoming_project USING (project_id);

CREATE OR REPLACE TEMP MACRO known_need(day) AS TABLE
SELECT campaign_id, need_id, measure_id FROM incoming_need
UNION ALL
SELECT campaign_id, need_id, measure_id
FROM need_on(day) ANTI JOIN incoming_need USING (campaign_id, need_id);

CREATE OR REPLACE TEMP MACRO known_card(day) AS TABLE
SELECT household_id, card_number, holder_name, coalesce(is_closed, FALSE) AS is_closed
FROM incoming_card
UNION ALL
SELECT household_id, card_number, holder_name, is_closed
FROM card_on(day) ANTI JOIN incoming_card USING (household_id);

-- Payment lists and their lines, with what became of those that are in the registry by any day: what
-- is entered late must not pay again what was paid since. `state` is empty for what comes in now.
-- Grain: one row a list, line.
CREATE OR REPLACE TEMP MACRO known_payment_batch() AS TABLE
SELECT batch_id, project_id, budget_id, made_on, payments, total_amount FROM incoming_payment_batch
UNION ALL
SELECT batch_id, project_id, budget_id, made_on, payments, total_amount
FROM payment_batch ANTI JOIN incoming_payment_batch USING (batch_id);

CREATE OR REPLACE TEMP TABLE known_payment AS
SELECT p.batch_id, p.line_no, b.project_id, b.budget_id, p.household_id, p.amount, p.repeats,
    NULL AS state
FROM incoming_payment AS p
LEFT JOIN known_payment_batch() AS b USING (batch_id)
ANTI JOIN payment AS o ON o.batch_id = p.batch_id AND o.line_no = p.line_no
UNION ALL
SELECT batch_id, line_no, project_id, budget_id, household_id, amount, repeats, state
FROM payment_on(DATE '9999-12-31') WHERE campaign_id = $help_campaign;

-- Helping units, and helpers who have not left. Grain: one row each.
CREATE OR REPLACE TEMP MACRO known_helping_unit(day) AS TABLE
SELECT unit_id FROM incoming_helping_unit WHERE left_on IS NULL OR left_on > day
UNION ALL
SELECT unit_id FROM helping_unit_on(day) ANTI JOIN incoming_helping_unit USING (unit_id);

CREATE OR REPLACE TEMP MACRO known_helper(day) AS TABLE
SELECT helper_id, unit_id FROM incoming_helper WHERE left_on IS NULL OR left_on > day
UNION ALL
SELECT helper_id, unit_id FROM helper_on(day) ANTI JOIN incoming_helper USING (helper_id);

-- Every word of the bank on a line, in its order, with what was said before it. `row_id` is that of a
-- correction that comes in now. Grain: one row a word.
CREATE OR REPLACE TEMP MACRO known_bank_word() AS TABLE
WITH said AS (
    SELECT batch_id, line_no, settled_on, finding, 0 AS place, NULL AS row_id FROM bank_return
    UNION ALL
    SELECT batch_id, line_no, settled_on, finding, 0, NULL
    FROM incoming_bank_return ANTI JOIN bank_return USING (batch_id, line_no)
    UNION ALL
    SELECT batch_id, line_no, corrected_on, finding, 1, NULL FROM bank_correction
    UNION ALL
    SELECT batch_id, line_no, corrected_on, finding, 1, row_id
    FROM incoming_bank_correction
    ANTI JOIN bank_correction USING (batch_id, line_no, corrected_on)
)
SELECT *, lag(finding) OVER turn AS finding_before, lag(settled_on) OVER turn AS settled_before,
    max(settled_on) FILTER (WHERE row_id IS NULL) OVER (PARTITION BY batch_id, line_no) AS last_known_on
FROM said
WINDOW turn AS (PARTITION BY batch_id, line_no ORDER BY settled_on, place);

-- Changes that are stored, and those of this load: what is stored already counts as stored, with no
-- row. Tables over them and their revocations, under the names of registry/macros/1_changes.sql with
-- known_ before them, are made from that file. Grain: one row a change.
CREATE OR REPLACE TEMP MACRO known_change() AS TABLE
SELECT change_no, changed_on, kind, household_id, person_id, other_household_id, village_code,
    group_code, name, id_number, birth_on, relation, entry, NULL::UINTEGER AS row_id
FROM change
UNION ALL
SELECT change_no, changed_on, kind, household_id, person_id, other_household_id, village_code,
    group_code, name, id_number, birth_on, relation, NULL::INTEGER AS entry, row_id
FROM incoming_change
ANTI JOIN change USING (change_no);

CREATE OR REPLACE TEMP MACRO known_change_revocation() AS TABLE
SELECT change_no FROM change_revocation
UNION
SELECT change_no FROM incoming_change_revocation;

-- Incoming changes that hold: one that was taken back may come again, with the file that it came in.
CREATE OR REPLACE TEMP MACRO incoming_effective() AS TABLE
FROM incoming ANTI JOIN known_change_revocation() USING (change_no);

-- Whether a change c cannot be, as the person's turn t that it makes stands: of somebody dead by then,
-- who leaves or comes from a household as no member of it, joins the own one, or returns without having left.
CREATE OR REPLACE TEMP MACRO cannot_be(c, t) AS (
    t.has_died
    OR (c.kind IN ('death', 'marriage_out', 'move_out', 'enrolment', 'prison', 'abroad', 'split')
        AND (t.former_id IS NULL OR c.household_id NOT IN (t.former_id, t.former_as_registered)))
    OR (c.kind IN ('marriage_in', 'move_in') AND c.other_household_id IS NOT NULL AND (
        t.former_id IS NULL OR c.other_household_id NOT IN (t.former_id, t.former_as_registered)))
    OR (c.kind = 'return' AND (t.former_id IS NOT NULL OR t.turn_no = 1))
    OR (c.kind <> 'return' AND t.household_id = t.former_id)
);

-- Households with the day on which they came to be. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO known_household_start() AS TABLE
SELECT household_id, min(since_on) AS since_on
FROM (
    SELECT household_id, since_on FROM household
    UNION ALL
    SELECT household_id, coalesce(since_on, DATE '0001-01-01') FROM incoming_households
    UNION ALL
    SELECT other_household_id, changed_on FROM known_effective_change WHERE kind = 'split'
)
GROUP BY household_id;

-- Who must not look into a score: who answers for the assessed (in every campaign, so without one), and who
-- entered points. Grain: one row an assessed and name.
CREATE OR REPLACE TEMP MACRO assessor_on(day) AS TABLE
SELECT '' AS campaign_id, assessed_id, who FROM answering_on(day)
UNION
SELECT campaign_id, assessed_id, scorer FROM indicator_score
UNION
SELECT campaign_id, assessed_id, scorer FROM incoming_indicator_score;
-- Members of the panel, and the villages that they never score. Grain: one row a member; a member and
-- village.
CREATE OR REPLACE TEMP MACRO known_panel_member(day) AS TABLE
SELECT campaign_id, member_id, name, village_code, unit_id, since_on, left_on
FROM incoming_panel_member
UNION ALL
SELECT campaign_id, member_id, name, village_code, unit_id, since_on, left_on
FROM panel_member_on(day) ANTI JOIN incoming_panel_member USING (campaign_id, member_id);

CREATE OR REPLACE TEMP MACRO known_panel_bar(day) AS TABLE
SELECT campaign_id, member_id, village_code FROM known_panel_member(day)
UNION
SELECT campaign_id, member_id, u.village_code
FROM known_panel_member(day) JOIN unit_helps_on(day) AS u USING (unit_id);

-- Proposals of villages that come in and say something new, with what was known of the last one. Grain: one
-- row an incoming row.
CREATE OR REPLACE TEMP MACRO new_village_proposal(day) AS TABLE
SELECT i.row_id, i.village_code, i.kind, w.result, w.is_ended
FROM incoming_village_proposal AS i
LEFT JOIN village_way_on(day) AS w USING (campaign_id, village_code)
WHERE w.kind IS NULL OR w.kind <> i.kind OR w.reason <> i.reason
    OR w.proposed_on <> i.proposed_on;

-- Exits that come in approved and are not stored yet, with the rule of the day of approval and the incidence
-- on the last of those days. Inputs: exit_rule (since_on, incidence_limit, required_haves) of the policy. Grain: one row
-- an incoming row.
CREATE OR REPLACE TEMP MACRO new_exit_approval(day) AS TABLE
WITH approved AS (
    SELECT i.row_id, i.village_code, i.decided_on
    FROM incoming_village_approval AS i
    JOIN village_proposal AS p
        ON p.campaign_id = i.campaign_id AND p.village_code = i.village_code
        AND p.round = i.proposal_round
    ANTI JOIN village_approval AS a
        ON a.campaign_id = i.campaign_id AND a.village_code = i.village_code
        AND a.proposal_round = i.proposal_round
    WHERE p.kind = 'exit' AND i.finding = 'approved' AND i.decided_on <= day
),
ruled AS (
    SELECT a.*, r.incidence_limit, r.required_haves
    FROM approved AS a ASOF JOIN exit_rule AS r ON a.decided_on >= r.since_on
)
SELECT r.*, n.poor_persons, n.rural_persons
FROM ruled AS r
JOIN incidence_on((SELECT max(decided_on) FROM approved)) AS n ON n.place_code = r.village_code;
