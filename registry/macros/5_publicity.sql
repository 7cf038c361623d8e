-- Verdicts as of a day, the last for each household. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO verdict_on(campaign, day) AS TABLE
SELECT * FROM verdict
WHERE campaign_id = campaign AND judged_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

-- Lines of notices that still stand: who passes the village appraisal again after a survey that met no criterion is
-- shown again. Grain: one row a notice and household.
CREATE OR REPLACE TEMP MACRO standing_line_on(campaign, day) AS TABLE
SELECT l.number, l.line_no, l.household_id, l.is_new, p.kind AS step
FROM notice_line AS l
JOIN paper AS p USING (number)
SEMI JOIN step_of(campaign) AS s ON s.step = p.kind
LEFT JOIN no_criterion_on(campaign, day) AS n
    ON n.household_id = l.household_id AND p.kind <> 'first_publicity'
WHERE p.campaign_id = campaign AND p.issued_on <= day AND coalesce(p.entry > n.entry, TRUE);

-- Objections with their notice's step and their decision, as of a day. In time: not after the last
-- day of the window, which for a listed household is that of the notice that had by then shown it last as new; also
-- before that notice was posted. Grain: one row an objection.
CREATE OR REPLACE TEMP MACRO objection_on(campaign, day) AS TABLE
WITH shown AS (
    SELECT l.household_id, p.kind AS step, p.issued_on, p.entry, w.closes_on
    FROM notice_line AS l
    JOIN paper AS p USING (number)
    LEFT JOIN publicity_window AS w USING (number)
    WHERE p.campaign_id = campaign AND l.is_new
),
final AS (
    SELECT o.objection_id, o.number, p.kind AS step, p.place_code, o.household_id,
        o.assessed_id, o.kind,
        o.received_on, o.ground, o.is_anonymous,
        -- a household is on many payment lists: each has a window of its own
        CASE WHEN o.kind = 'listed' AND p.kind <> 'payment_list' THEN s.closes_on IS NULL OR o.received_on <= s.closes_on
            ELSE w.closes_on IS NULL OR o.received_on <= w.closes_on END AS is_in_time,
        d.finding AS decision, d.decided_on, d.decider, d.reason AS decision_reason
    FROM objection AS o
    JOIN paper AS p USING (number)
    LEFT JOIN publicity_window AS w USING (number)
    LEFT JOIN shown AS s
        ON s.household_id = o.household_id AND s.step = p.kind AND s.issued_on <= o.received_on
    LEFT JOIN decision AS d ON d.objection_id = o.objection_id AND d.decided_on <= day
    WHERE o.campaign_id = campaign AND o.received_on <= day
    QUALIFY row_number() OVER (PARTITION BY o.objection_id ORDER BY o.round DESC, s.entry DESC) = 1
)
SELECT * FROM final;

-- Objections without a receipt, and decided ones without a reply. Grain: one row an objection.
CREATE OR REPLACE TEMP MACRO answer_owed_on(campaign, day) AS TABLE
WITH answered AS (
    SELECT objection_id,
        max(number) FILTER (WHERE kind = 'objection_receipt') AS receipt_number,
        bool_or(kind = 'objection_reply') AS is_replied
    FROM paper WHERE objection_id IS NOT NULL GROUP BY objection_id
)
SELECT o.*, a.receipt_number, coalesce(a.is_replied, FALSE) AS is_replied
FROM objection_on(campaign, day) AS o
LEFT JOIN answered AS a USING (objection_id)
WHERE a.receipt_number IS NULL OR (o.decision IS NOT NULL AND NOT a.is_replied);

CREATE OR REPLACE TEMP MACRO sustained_objection_on(campaign, day) AS TABLE
SELECT * FROM objection_on(campaign, day) WHERE is_in_time AND decision = 'sustained';

-- Sustained objections, in time or not: quicker to ask for. Grain: one row a round of an objection.
CREATE OR REPLACE TEMP MACRO ever_sustained_on(campaign, day) AS TABLE
SELECT o.objection_id
FROM objection AS o
JOIN decision AS d USING (objection_id)
WHERE o.campaign_id = campaign AND d.finding = 'sustained' AND d.decided_on <= day;

-- Households with an objection in time that nobody has decided: until then they are neither published, nor
-- audited, nor announced, also if it was entered late. Grain: one row a household.
CREATE OR REPLACE TEMP TABLE campaign_disputed AS
SELECT DISTINCT household_id
FROM objection_on($campaign_id, $as_of)
WHERE is_in_time AND decision IS NULL AND kind = 'listed';
