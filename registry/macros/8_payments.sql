-- Budget lines, projects and their last report as of a day. Grain: one row a line, project.
CREATE OR REPLACE TEMP MACRO budget_line_on(day) AS TABLE
SELECT * FROM budget_line
WHERE approved_on <= day
QUALIFY row_number() OVER (PARTITION BY budget_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO project_on(day) AS TABLE
SELECT * FROM project
WHERE approved_on <= day
QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO progress_on(day) AS TABLE
SELECT * FROM project_progress
WHERE reported_on <= day
QUALIFY row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC, round DESC) = 1;

-- The one card of every household as of a day. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO card_on(day) AS TABLE
SELECT * FROM card
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY version DESC) = 1;

-- A name as the bank may write it, without spaces, dots and capitals.
CREATE OR REPLACE TEMP MACRO plain_name(name) AS (
    lower(regexp_replace(nfc_normalize(name), '[\s·]', '', 'g'))
);

-- Names of the members of a household, its head among them unless that person has left or died; by
-- any day, as a payment is not called back. Grain: one row a household and name.
CREATE OR REPLACE TEMP TABLE household_payee AS
WITH latest AS (
    SELECT person_id, household_id, plain_name(name) AS name, left_on FROM person
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY version DESC) = 1
),
member AS (
    SELECT person_id, household_id, plain_name(name) AS name FROM person_on(DATE '9999-12-31')
)
SELECT household_id, name FROM member
UNION
(
    SELECT household_id, plain_name(head_name) AS name FROM household_on(DATE '9999-12-31')
    EXCEPT
    SELECT household_id, name FROM latest ANTI JOIN member USING (person_id, household_id)
);

-- What the bank last said of every line by then: its return, or its later correction of it. Grain: one
-- row a line that the bank has settled.
CREATE OR REPLACE TEMP MACRO bank_word_on(day) AS TABLE
WITH said AS (
    SELECT batch_id, line_no, settled_on, finding, amount, reason, FALSE AS is_corrected
    FROM bank_return
    UNION ALL
    SELECT batch_id, line_no, corrected_on, finding, amount, reason, TRUE FROM bank_correction
)
SELECT * FROM said
WHERE settled_on <= day
QUALIFY row_number() OVER (
    PARTITION BY batch_id, line_no ORDER BY settled_on DESC, is_corrected DESC
) = 1;

-- Whether a payment in that state keeps its money from being spent otherwise.
CREATE OR REPLACE TEMP MACRO binds_money(state) AS (state IN ('underway', 'paid', 'returned'));

-- Objections in time against the payees of payment lists: every notice has its own window. Grain: one
-- row a notice and household.
CREATE OR REPLACE TEMP MACRO payee_objection_on(day) AS TABLE
WITH latest AS (
    SELECT objection_id, number, household_id, kind, received_on
    FROM objection
    SEMI JOIN payment_notice USING (number)
    WHERE received_on <= day
    QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1
)
SELECT o.number, o.household_id,
    bool_or(d.finding IS NULL) AS is_open, bool_or(d.finding = 'sustained') AS is_sustained
FROM latest AS o
LEFT JOIN publicity_window AS w USING (number)
LEFT JOIN decision AS d ON d.objection_id = o.objection_id AND d.decided_on <= day
WHERE o.kind = 'listed' AND (w.closes_on IS NULL OR o.received_on <= w.closes_on)
GROUP BY o.number, o.household_id;

-- Every line of every payment list with what became of it by then: its notice, the window's last day,
-- the objection against it or against the payment that it repeats. `state`: withdrawn (by the office,
-- before its release) or stopped (a sustained objection, or the end of the household, keeps it from
-- being released), repeated (returned, and paid again by another line) or recalled (returned, and an
-- objection was sustained): their money is free again; paid or returned by the bank; else underway. What was sent although an
-- objection was sustained, or although the payment that it repeats was paid after all, is to be
-- recalled until the bank has sent it back. Grain: one row a line.
CREATE OR REPLACE TEMP MACRO payment_on(day) AS TABLE
WITH repeated AS (
    SELECT DISTINCT p.repeats
    FROM payment AS p
    JOIN payment_batch AS b USING (batch_id)
    ANTI JOIN (FROM payment_withdrawal WHERE withdrawn_on <= day) AS w
        ON w.batch_id = p.batch_id AND w.line_no = p.line_no
    WHERE b.made_on <= day AND p.repeats IS NOT NULL
),
shown AS (
    SELECT n.batch_id, l.household_id, n.number, w.closes_on
    FROM payment_notice AS n
    JOIN paper AS p USING (number)
    JOIN notice_line AS l USING (number)
    LEFT JOIN publicity_window AS w USING (number)
    WHERE p.issued_on <= day
),
objected AS (
    SELECT p.batch_id, p.line_no, n.number, n.closes_on, o.is_open, o.is_sustained
    FROM payment AS p
    JOIN shown AS n ON n.batch_id = p.batch_id AND n.household_id = p.household_id
    LEFT JOIN payee_objection_on(day) AS o
        ON o.number = n.number AND o.household_id = p.household_id
),
found AS (
    SELECT b.campaign_id, p.batch_id, p.line_no, b.project_id, b.budget_id, b.made_on,
        p.household_id, p.payee_name, p.card_number, p.amount, p.repeats,
        r.released_on, r.entry AS release_entry, s.finding,
        coalesce(s.settled_on, w.withdrawn_on) AS settled_on, coalesce(s.reason, w.reason) AS reason,
        w.withdrawer, n.number, n.closes_on, coalesce(n.closes_on < day, FALSE) AS is_publicised,
        coalesce(n.is_open, FALSE) OR coalesce(f.is_open, FALSE) AS is_objected,
        coalesce(n.is_sustained, FALSE) OR coalesce(f.is_sustained, FALSE) AS is_sustained,
        coalesce(e.finding = 'paid', FALSE) AS is_paid_already, h.ended_on IS NOT NULL AS is_ended, t.repeats IS NOT NULL AS is_repeated
    FROM payment AS p
    JOIN payment_batch AS b USING (batch_id)
    LEFT JOIN payment_release AS r
        ON r.batch_id = p.batch_id AND r.line_no = p.line_no AND r.released_on <= day
    LEFT JOIN payment_withdrawal AS w
        ON w.batch_id = p.batch_id AND w.line_no = p.line_no AND w.withdrawn_on <= day
    LEFT JOIN bank_word_on(day) AS s ON s.batch_id = p.batch_id AND s.line_no = p.line_no
    LEFT JOIN repeated AS t ON t.repeats = p.batch_id || '/' || p.line_no
    LEFT JOIN objected AS n ON n.batch_id = p.batch_id AND n.line_no = p.line_no
    LEFT JOIN objected AS f ON f.batch_id || '/' || f.line_no = p.repeats
    LEFT JOIN bank_word_on(day) AS e ON e.batch_id || '/' || e.line_no = p.repeats
    LEFT JOIN household_end_on(day) AS h ON h.household_id = p.household_id
    WHERE b.made_on <= day
),
final AS (
    SELECT *,
        CASE WHEN withdrawer IS NOT NULL THEN 'withdrawn'
            WHEN (is_sustained OR is_ended) AND released_on IS NULL THEN 'stopped'
            WHEN finding = 'paid' THEN 'paid'
            WHEN finding = 'returned' AND is_repeated THEN 'repeated'
            WHEN finding = 'returned' AND (is_sustained OR is_paid_already) THEN 'recalled'
            WHEN finding = 'returned' THEN 'returned'
            ELSE 'underway' END AS state,
        released_on IS NOT NULL AND finding IS DISTINCT FROM 'returned'
            AND (is_sustained OR is_paid_already) AS is_to_be_recalled
    FROM found
)
SELECT * FROM final;

-- The same of the day that a query is asked for.
CREATE OR REPLACE TEMP TABLE payment_of_day AS
FROM payment_on($as_of);
