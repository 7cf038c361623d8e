-- From when to when a household was on the list, as of a day: from the announcement of an identification
-- to that of its exit, or to the household's end; who relapses has another spell. A split or a merge
-- passes on the listing that the household had by then, so that nobody loses help without a person's
-- reason: `inherited_from` says whose. Who came of a split is listed since the former household was.
-- Grain: one row a spell, and household inherited from.
CREATE OR REPLACE TEMP MACRO listing_spell_on(day) AS TABLE
WITH RECURSIVE announced AS (
    SELECT o.household_id, o.campaign_id, c.kind, o.decided_on
    FROM outcome AS o
    JOIN campaign AS c USING (campaign_id)
    WHERE o.step = 'announcement' AND o.result = 'announced' AND o.decided_on <= day
),
turned AS (
    SELECT * FROM announced
    WINDOW turns AS (PARTITION BY household_id ORDER BY decided_on, kind DESC)
    QUALIFY kind IS DISTINCT FROM lag(kind) OVER turns
),
own AS (
    SELECT household_id, campaign_id AS identified_by, decided_on AS starts_on,
        decided_on AS listed_since,
        lead(decided_on) OVER (PARTITION BY household_id ORDER BY decided_on, kind DESC) AS left_on
    FROM turned
    QUALIFY kind = 'identification'
),
-- an exit takes off what was there when the household was visited, and nobody who came since
visited AS (
    SELECT a.household_id, a.decided_on, s.surveyed_on
    FROM announced AS a
    JOIN survey AS s USING (campaign_id, household_id)
    WHERE a.kind = 'exit'
),
passing AS (
    SELECT c.household_id, c.other_household_id AS heir_id, c.kind, c.changed_on,
        min(x.decided_on) AS left_on
    FROM effective_change AS c
    LEFT JOIN visited AS x
        ON x.household_id = c.other_household_id
        AND x.surveyed_on BETWEEN c.changed_on AND x.decided_on
    WHERE c.kind IN ('split', 'merge') AND c.changed_on <= day
    GROUP BY c.household_id, c.other_household_id, c.kind, c.changed_on
),
spell AS (
    SELECT household_id, identified_by, starts_on, listed_since, left_on,
        NULL::VARCHAR AS inherited_from
    FROM own
    UNION
    SELECT p.heir_id, s.identified_by, p.changed_on,
        CASE p.kind WHEN 'split' THEN s.listed_since ELSE p.changed_on END,
        p.left_on, s.household_id
    FROM spell AS s
    JOIN passing AS p USING (household_id)
    WHERE s.starts_on <= p.changed_on AND coalesce(s.left_on > p.changed_on, TRUE)
)
SELECT s.household_id, s.identified_by, s.starts_on, s.listed_since,
    least(s.left_on, e.ended_on) AS ended_on, s.inherited_from
FROM spell AS s
LEFT JOIN household_end_on(day) AS e USING (household_id);

-- Households on the list as of a day; one with a listing of its own and another inherited is there by
-- its own. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO listed_on(day) AS TABLE
SELECT s.household_id, h.village_code, h.group_code, h.head_name, s.identified_by,
    s.starts_on AS listed_on, s.listed_since, s.inherited_from
FROM listing_spell_on(day) AS s
JOIN household_on(day) AS h USING (household_id)
WHERE s.ended_on IS NULL
QUALIFY row_number() OVER (
    PARTITION BY s.household_id
    ORDER BY s.inherited_from IS NOT NULL, s.starts_on DESC, s.identified_by DESC, s.inherited_from
) = 1;

-- The same of the day that a query is asked for: one round asks for them many times.
CREATE OR REPLACE TEMP TABLE listed_of_day AS
FROM listed_on($as_of);

-- Units and helpers as last registered, those who have left by then included. Grain: one row a unit,
-- helper.
CREATE OR REPLACE TEMP MACRO unit_ever_on(day) AS TABLE
SELECT * FROM helping_unit
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY version DESC) = 1;

CREATE OR REPLACE TEMP MACRO helper_ever_on(day) AS TABLE
SELECT * FROM helper
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY helper_id ORDER BY version DESC) = 1;

-- Those who help: who left by then is none, nor is a helper whose unit left.
CREATE OR REPLACE TEMP MACRO helping_unit_on(day) AS TABLE
SELECT * FROM unit_ever_on(day) WHERE left_on IS NULL OR left_on > day;

CREATE OR REPLACE TEMP MACRO helper_on(day) AS TABLE
SELECT h.*
FROM helper_ever_on(day) AS h
SEMI JOIN helping_unit_on(day) USING (unit_id)
WHERE h.left_on IS NULL OR h.left_on > day;

-- Who helps whom as of a day; a pairing that ended without another is none, and one whose helper
-- has left needs another. Grain: one row a household; a unit and village.
CREATE OR REPLACE TEMP MACRO pairing_on(campaign, day) AS TABLE
WITH latest AS (
    SELECT * FROM pairing
    WHERE campaign_id = campaign AND paired_on <= day
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1
)
SELECT * FROM latest WHERE helper_id IS NOT NULL;

CREATE OR REPLACE TEMP MACRO unit_pairing_on(campaign, day) AS TABLE
WITH latest AS (
    SELECT * FROM unit_pairing
    WHERE campaign_id = campaign AND paired_on <= day
    QUALIFY row_number() OVER (PARTITION BY unit_id, village_code ORDER BY round DESC) = 1
)
SELECT * FROM latest WHERE is_paired;
