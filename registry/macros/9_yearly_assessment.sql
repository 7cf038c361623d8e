-- Who is assessed as of a day in the county of a campaign: its villages and townships, the units that help
-- a village in the year's help campaign, and their helpers. `above` is the township or unit that it belongs
-- to. Grain: one row an assessed.
CREATE OR REPLACE TEMP MACRO assessed_on(county, help_campaign, day) AS TABLE
WITH helping AS (SELECT DISTINCT unit_id FROM unit_pairing_on(help_campaign, day)),
inside AS (
    SELECT t.code AS township_code, v.code AS village_code, t.name_zh, t.name_en,
        v.name_zh AS village_zh, v.name_en AS village_en
    FROM place_on(day) AS t
    LEFT JOIN place_on(day) AS v ON v.parent_code = t.code AND v.level = 'village'
    WHERE t.level = 'township' AND t.parent_code = county
)
SELECT 'village' AS kind, village_code AS assessed_id, village_zh AS name_zh, village_en AS name_en,
    township_code AS above, name_zh AS above_zh, name_en AS above_en
FROM inside WHERE village_code IS NOT NULL
UNION ALL
SELECT DISTINCT 'township', township_code, name_zh, name_en, county, NULL, NULL FROM inside
UNION ALL
SELECT 'unit', unit_id, name_zh, name_en, county, NULL, NULL
FROM helping_unit_on(day) SEMI JOIN helping USING (unit_id)
UNION ALL
SELECT 'helper', h.helper_id, h.name, NULL, u.unit_id, u.name_zh, u.name_en
FROM helper_on(day) AS h
JOIN helping_unit_on(day) AS u USING (unit_id)
SEMI JOIN helping AS p ON p.unit_id = u.unit_id;

-- Listed households with who helps them. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO helped_household_on(help_campaign, day) AS TABLE
SELECT l.household_id, l.village_code, h.helper_id, h.unit_id
FROM helped_on(help_campaign, day) AS l
LEFT JOIN helper_on(day) AS h ON h.helper_id = l.helper_id;

-- Duties that were due by a day, and whether they were done in time; none that is void. Grain: one row a
-- duty of one owner, subject and period.
CREATE OR REPLACE TEMP MACRO due_duty_on(help_campaign, day) AS TABLE
WITH due AS (
    SELECT *, CASE WHEN owner = 'helper' THEN subject_code END AS household_id,
        CASE WHEN owner = 'helper' THEN owner_id END AS helper_id,
        CASE WHEN owner IN ('unit', 'village') THEN subject_code END AS place_code
    FROM duty_on(help_campaign, day)
    WHERE due_on <= day AND state <> 'void'
)
-- joined by plain keys: a condition on the left side beside them costs a hundred times as much
SELECT d.duty_id, d.duty_id || ' ' || d.owner_id || ' ' || d.subject_code || ' ' || d.period AS item,
    d.owner, d.owner_id, d.household_id, d.due_on, d.done_on, d.helper_id,
    coalesce(b.unit_id, CASE WHEN d.owner = 'unit' THEN d.owner_id END) AS unit_id,
    coalesce(h.village_code, v.code) AS village_code,
    CASE WHEN d.owner = 'township' THEN d.owner_id END AS township_code,
    CASE WHEN d.state = 'done' THEN 1 ELSE 0 END AS numerator, 1 AS denominator
FROM due AS d
LEFT JOIN household_on(day) AS h USING (household_id)
LEFT JOIN helper_ever_on(day) AS b USING (helper_id)
LEFT JOIN (SELECT code FROM place_on(day) WHERE level = 'village') AS v ON v.code = d.place_code;

-- The last points entered for every indicator and assessed. Grain: one row an indicator and assessed.
CREATE OR REPLACE TEMP MACRO indicator_score_on(campaign, day) AS TABLE
SELECT * FROM indicator_score
WHERE campaign_id = campaign AND scored_on <= day
QUALIFY row_number() OVER (
    PARTITION BY indicator_id, kind, assessed_id ORDER BY round DESC
) = 1;

-- Targets as last set, and how far they have been reached: as the registry counts, else as reported; empty
-- where nobody knows. Grain: one row a target and place.
CREATE OR REPLACE TEMP MACRO target_on(campaign, help_campaign, day) AS TABLE
WITH latest AS (
    SELECT * FROM target
    WHERE campaign_id = campaign AND decided_on <= day
    QUALIFY row_number() OVER (PARTITION BY target_id, place_code ORDER BY round DESC) = 1
),
reported AS (
    SELECT target_id, place_code, reached, reported_on, reporter FROM target_report
    WHERE campaign_id = campaign AND reported_on <= day
    QUALIFY row_number() OVER (PARTITION BY target_id, place_code ORDER BY round DESC) = 1
),
-- what the registry counts, household by household
happened AS (
    SELECT 'housing_solved' AS counted_by, d.household_id, 1 AS reached, d.stated_on AS happened_on
    FROM difficulty_on(day) AS d WHERE d.difficulty_id = 'housing' AND d.state = 'solved'
    UNION ALL
    SELECT 'persons_resettled', m.household_id, n.members, m.decided_on
    FROM measure_on(day) AS m
    JOIN member_count_on(day) AS n USING (household_id)
    WHERE m.campaign_id = help_campaign AND m.measure_id = 'resettlement'
),
placed AS (
    SELECT c.counted_by, c.reached, c.happened_on, unnest([h.village_code, v.parent_code, t.parent_code]) AS place_code
    FROM happened AS c
    JOIN household_on(day) AS h USING (household_id)
    JOIN place_on(day) AS v ON v.code = h.village_code
    JOIN place_on(day) AS t ON t.code = v.parent_code
),
counted AS (
    SELECT t.target_id, t.place_code, sum(p.reached) AS reached
    FROM latest AS t
    JOIN campaign AS c USING (campaign_id)
    JOIN placed AS p
        ON p.counted_by = t.counted_by AND p.place_code = t.place_code
        AND year(p.happened_on) = c.year
    GROUP BY t.target_id, t.place_code
)
SELECT t.target_id, t.place_code, t.what, t.unit, t.number, t.counted_by, t.decided_on,
    CASE WHEN t.counted_by IS NULL THEN r.reached ELSE coalesce(n.reached, 0) END AS reached,
    r.reported_on, r.reporter
FROM latest AS t
LEFT JOIN reported AS r USING (target_id, place_code)
LEFT JOIN counted AS n USING (target_id, place_code);

-- Objections in time to a score, as of a day, that are open, or sustained and not yet answered by another
-- score: one that was written down after the decision. Grain: one row an objection.
CREATE OR REPLACE TEMP MACRO score_objection_on(campaign, day) AS TABLE
WITH answered AS (
    SELECT l.assessed_id, max(l.entry) AS entry
    FROM assessment_line AS l
    JOIN paper AS p USING (number)
    WHERE p.campaign_id = campaign AND p.issued_on <= day AND l.objection_id IS NOT NULL
    GROUP BY l.assessed_id
)
SELECT o.objection_id, o.number, o.assessed_id, o.decision, o.decided_on
FROM objection_on(campaign, day) AS o
LEFT JOIN decision AS d ON d.objection_id = o.objection_id
LEFT JOIN answered AS a USING (assessed_id)
WHERE o.kind = 'score' AND o.is_in_time
    AND (o.decision IS NULL OR (o.decision = 'sustained' AND coalesce(a.entry, 0) < d.entry));

-- Lists of results that no other has replaced, with their window's last day; empty while none is fixed.
-- Grain: one row a line.
CREATE OR REPLACE TEMP MACRO result_on(campaign, day) AS TABLE
SELECT l.*, p.place_code, p.issued_on, w.closes_on
FROM paper AS p
JOIN assessment_line AS l USING (number)
LEFT JOIN publicity_window AS w USING (number)
ANTI JOIN (SELECT replaces FROM paper WHERE issued_on <= day) AS r ON r.replaces = p.number
WHERE p.campaign_id = campaign AND p.issued_on <= day;

-- What every score made public consists of, as it stood when it was shown first: a corrected score replaces
-- it, a repeated list does not. Grain: one row an assessed and node.
CREATE OR REPLACE TEMP MACRO breakdown_on(campaign, day) AS TABLE
SELECT l.kind, l.score, a.*, p.issued_on
FROM assessment_point AS a
JOIN assessment_line AS l USING (number, assessed_id)
JOIN paper AS p USING (number)
WHERE p.campaign_id = campaign AND p.issued_on <= day
QUALIFY rank() OVER (PARTITION BY l.kind, a.assessed_id ORDER BY a.entry DESC) = 1;

-- Who answers for an assessed, under any name or number by which people sign. Grain: one row an assessed
-- and name.
CREATE OR REPLACE TEMP MACRO answering_on(day) AS TABLE
SELECT 'helper' AS kind, helper_id AS assessed_id, unnest([helper_id, name]) AS who FROM helper_on(day)
UNION
SELECT 'unit', unit_id, unnest([unit_id, name_zh, leader_name]) FROM helping_unit_on(day)
UNION
SELECT 'unit', unit_id, unnest([helper_id, name]) FROM helper_on(day)
UNION
SELECT level, code, unnest([code, name_zh, office_name]) FROM place_on(day)
WHERE level IN ('township', 'village')
UNION
SELECT p.level, p.code, c.signed_by
FROM commitment AS c
JOIN place_on(day) AS p ON p.code = c.place_code
WHERE p.level IN ('township', 'village') AND c.signed_on <= day;
