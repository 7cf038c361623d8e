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
-- the objection against it. `state`: paid or returned by the bank, repeated (returned, and paid again by
-- another line), stopped (a sustained objection keeps it from being released, and its money is free
-- again), else underway. Grain: one row a line.
CREATE OR REPLACE TEMP MACRO payment_on(day) AS TABLE
WITH repeated AS (
    SELECT DISTINCT p.repeats
    FROM payment AS p
    JOIN payment_batch AS b USING (batch_id)
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
final AS (
    SELECT b.campaign_id, p.batch_id, p.line_no, b.project_id, b.budget_id, b.made_on,
        p.household_id, p.payee_name, p.card_number, p.amount, p.repeats,
        r.released_on, r.entry AS release_entry, s.finding, s.settled_on, s.reason,
        CASE WHEN o.is_sustained AND r.released_on IS NULL THEN 'stopped'
            WHEN s.finding = 'paid' THEN 'paid'
            WHEN s.finding = 'returned' AND t.repeats IS NOT NULL THEN 'repeated'
            WHEN s.finding = 'returned' THEN 'returned'
            ELSE 'underway' END AS state,
        n.number, n.closes_on, coalesce(n.closes_on < day, FALSE) AS is_publicised,
        coalesce(o.is_open, FALSE) AS is_objected
    FROM payment AS p
    JOIN payment_batch AS b USING (batch_id)
    LEFT JOIN payment_release AS r
        ON r.batch_id = p.batch_id AND r.line_no = p.line_no AND r.released_on <= day
    LEFT JOIN bank_return AS s
        ON s.batch_id = p.batch_id AND s.line_no = p.line_no AND s.settled_on <= day
    LEFT JOIN repeated AS t ON t.repeats = p.batch_id || '/' || p.line_no
    LEFT JOIN shown AS n ON n.batch_id = p.batch_id AND n.household_id = p.household_id
    LEFT JOIN payee_objection_on(day) AS o
        ON o.number = n.number AND o.household_id = p.household_id
    WHERE b.made_on <= day
)
SELECT * FROM final;

-- Every budget line with what was booked on it, by three routes: the batches' totals, the lines by
-- their state, and the bank's own amounts. Grain: one row a budget line.
CREATE OR REPLACE TEMP MACRO budget_on(campaign, day) AS TABLE
WITH by_batch AS (
    SELECT budget_id, sum(total_amount) AS listed
    FROM payment_batch
    WHERE campaign_id = campaign AND made_on <= day
    GROUP BY budget_id
),
by_line AS (
    SELECT budget_id,
        sum(amount) FILTER (WHERE state = 'paid') AS paid,
        sum(amount) FILTER (WHERE state = 'underway') AS underway,
        sum(amount) FILTER (WHERE state = 'returned') AS returned,
        sum(amount) FILTER (WHERE state = 'repeated') AS repeated,
        sum(amount) FILTER (WHERE state = 'stopped') AS stopped
    FROM payment_on(day)
    WHERE campaign_id = campaign
    GROUP BY budget_id
),
by_bank AS (
    SELECT b.budget_id,
        sum(r.amount) FILTER (WHERE r.finding = 'paid') AS bank_paid,
        sum(r.amount) FILTER (WHERE r.finding = 'returned') AS bank_returned
    FROM bank_return AS r
    JOIN payment_batch AS b USING (batch_id)
    WHERE b.campaign_id = campaign AND r.settled_on <= day
    GROUP BY b.budget_id
),
final AS (
    SELECT l.budget_id, l.source, l.measure_id, l.amount AS budget,
        coalesce(listed, 0)::DECIMAL(18, 2) AS listed, coalesce(paid, 0)::DECIMAL(18, 2) AS paid,
        coalesce(underway, 0)::DECIMAL(18, 2) AS underway,
        coalesce(returned, 0)::DECIMAL(18, 2) AS returned,
        coalesce(repeated, 0)::DECIMAL(18, 2) AS repeated,
        coalesce(stopped, 0)::DECIMAL(18, 2) AS stopped,
        coalesce(bank_paid, 0)::DECIMAL(18, 2) AS bank_paid,
        coalesce(bank_returned, 0)::DECIMAL(18, 2) AS bank_returned
    FROM budget_line_on(day) AS l
    LEFT JOIN by_batch USING (budget_id)
    LEFT JOIN by_line USING (budget_id)
    LEFT JOIN by_bank USING (budget_id)
    WHERE l.campaign_id = campaign
)
SELECT * FROM final;
