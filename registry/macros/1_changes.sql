-- What changes do to who belongs where. It depends on no day, and is kept in tables beside the registry
-- that are made when first asked for and again after a write below them: with them as macros,
-- binding a query takes longer than answering it. A row holds until until_on, that day no more.

-- Changes that hold: not those that were taken back. Grain: one row a change.
CREATE OR REPLACE TEMP TABLE effective_change AS
FROM change
ANTI JOIN change_revocation USING (change_no);

-- Which household a change brings a person into; empty: out of the register. Grain: one row a change
-- of a person.
CREATE OR REPLACE TEMP TABLE person_change AS
SELECT change_no, changed_on, kind, person_id, relation, entry,
    CASE WHEN kind IN ('birth', 'marriage_in', 'move_in', 'return') THEN household_id
        WHEN kind IN ('marriage_out', 'move_out', 'split') THEN other_household_id
    END AS household_id
FROM effective_change
WHERE person_id IS NOT NULL AND kind NOT IN ('merge', 'household_move', 'household_leaves');

-- What became of households that were merged or left the county: the heir, and the heir's heir from
-- the day on which that one was merged in its turn; empty: outside the county. Grain: one row a
-- household and day.
CREATE OR REPLACE TEMP TABLE household_heir AS
WITH RECURSIVE gone AS (
    SELECT household_id, changed_on,
        CASE WHEN kind = 'merge' THEN other_household_id END AS heir_id
    FROM effective_change
    WHERE kind IN ('merge', 'household_leaves')
),
heir AS (
    SELECT household_id, changed_on, heir_id, 1 AS generation FROM gone
    UNION ALL
    SELECT h.household_id, g.changed_on, g.heir_id, h.generation + 1
    FROM heir AS h
    JOIN gone AS g ON g.household_id = h.heir_id
    WHERE h.generation < 100
)
SELECT household_id, changed_on, heir_id,
    lead(changed_on, 1, DATE 'infinity') OVER (PARTITION BY household_id ORDER BY changed_on) AS until_on
FROM (
    FROM heir
    QUALIFY row_number() OVER (PARTITION BY household_id, changed_on ORDER BY generation DESC) = 1
);

-- The way of every person who has a change, that of the register with it: where from, where to. A row
-- of the register that only repeats what was known is no turn, so that a list drawn up before a
-- change does not undo it; nor does a change entered late undo a later one. On one day a change
-- comes after the register, and death last. Grain: one row a person and turn.
CREATE OR REPLACE TEMP TABLE person_turn AS
WITH version AS (
    SELECT p.person_id, p.household_id, p.since_on, p.left_on, p.left_reason, p.entry, p.version,
        lag(p.household_id) OVER versions AS former_id, lag(p.left_on) OVER versions AS former_left_on
    FROM person AS p
    SEMI JOIN person_change USING (person_id)
    WINDOW versions AS (PARTITION BY p.person_id ORDER BY p.version)
),
registered AS (
    SELECT v.person_id, v.household_id, v.since_on AS changed_on, 'registered' AS kind, v.entry,
        v.version
    FROM version AS v
    ANTI JOIN person_change AS c
        ON c.person_id = v.person_id AND c.household_id = v.household_id AND c.entry < v.entry
        AND c.changed_on <= v.since_on
    WHERE v.former_id IS DISTINCT FROM v.household_id
        OR (v.left_on IS NULL AND v.former_left_on IS NOT NULL)
    UNION ALL
    SELECT person_id, NULL::VARCHAR, left_on, left_reason, entry, version
    FROM version
    WHERE left_on IS DISTINCT FROM former_left_on AND left_on IS NOT NULL
),
stated AS (
    SELECT person_id, household_id, changed_on, kind, entry, version, NULL::VARCHAR AS change_no,
        NULL::VARCHAR AS relation
    FROM registered
    UNION ALL
    SELECT person_id, household_id, changed_on, kind, entry, NULL::INTEGER, change_no, relation
    FROM person_change
),
turned AS (
    SELECT *,
        row_number() OVER turns AS turn_no,
        lag(household_id) OVER turns AS former_id,
        lead(changed_on, 1, DATE 'infinity') OVER turns AS until_on,
        coalesce(bool_or(kind IN ('death', 'died')) OVER (
            turns ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), FALSE) AS has_died
    FROM stated
    WINDOW turns AS (
        PARTITION BY person_id
        ORDER BY changed_on, kind = 'death', change_no IS NOT NULL, version, entry, change_no
    )
)
SELECT t.* EXCLUDE (former_id),
    CASE WHEN h.household_id IS NULL THEN t.former_id ELSE h.heir_id END AS former_id,
    t.former_id AS former_as_registered
FROM turned AS t
LEFT JOIN household_heir AS h
    ON h.household_id = t.former_id AND h.changed_on <= t.changed_on AND t.changed_on < h.until_on;

-- Where households live from when on, by register and changes; a row of the register that only
-- repeats is no turn. Grain: one row a household and day.
CREATE OR REPLACE TEMP TABLE household_home AS
WITH moved AS (
    SELECT household_id, village_code, group_code, changed_on AS since_on, entry, change_no
    FROM effective_change WHERE kind = 'household_move'
    UNION ALL
    SELECT other_household_id, village_code, group_code, changed_on, entry, change_no
    FROM effective_change WHERE kind = 'split'
),
version AS (
    SELECT household_id, village_code, group_code, since_on, entry, version,
        lag((village_code, group_code)) OVER (PARTITION BY household_id ORDER BY version) AS former_place
    FROM household
),
stated AS (
    SELECT v.household_id, v.village_code, v.group_code, v.since_on, v.entry, v.version,
        NULL::VARCHAR AS change_no
    FROM version AS v
    ANTI JOIN moved AS m
        ON m.household_id = v.household_id AND m.group_code = v.group_code AND m.entry < v.entry
        AND m.since_on <= v.since_on
    WHERE v.former_place IS DISTINCT FROM (v.village_code, v.group_code)
    UNION ALL
    SELECT household_id, village_code, group_code, since_on, entry, NULL::INTEGER, change_no FROM moved
)
SELECT household_id, village_code, group_code, since_on,
    bool_or(change_no IS NOT NULL) OVER (PARTITION BY household_id) AS by_change,
    lead(since_on, 1, DATE 'infinity') OVER (PARTITION BY household_id ORDER BY since_on) AS until_on
FROM (
    FROM stated
    QUALIFY row_number() OVER (
        PARTITION BY household_id, since_on ORDER BY version DESC NULLS FIRST, entry DESC, change_no DESC
    ) = 1
);

-- Persons whom a change brings into the register, as it says. Grain: one row a person.
CREATE OR REPLACE TEMP TABLE person_newcomer AS
SELECT person_id, 0 AS version, changed_on AS since_on, household_id, name, id_number, sex, birth_on,
    relation, actor, entry
FROM effective_change
WHERE kind IN ('birth', 'marriage_in', 'move_in')
QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY changed_on, change_no) = 1;

-- The new household of a split, under its head, else under who is named first. Grain: one row a
-- household.
CREATE OR REPLACE TEMP TABLE household_split_off AS
SELECT other_household_id AS household_id, 0 AS version, changed_on AS since_on, village_code,
    group_code, name AS head_name, id_number AS head_id_number, 'rural' AS register_kind, actor, entry
FROM effective_change
WHERE kind = 'split'
QUALIFY row_number() OVER (
    PARTITION BY other_household_id ORDER BY changed_on, relation IS DISTINCT FROM 'head', change_no
) = 1;

-- The household that a split-off one comes from, and where that one came from: until split_on it was one
-- household with it. Grain: one row a household and former one.
CREATE OR REPLACE TEMP TABLE household_former AS
WITH RECURSIVE split AS (
    SELECT DISTINCT other_household_id AS household_id, household_id AS former_id,
        changed_on AS split_on
    FROM effective_change WHERE kind = 'split'
),
former AS (
    SELECT *, 1 AS generation FROM split
    UNION ALL
    SELECT f.household_id, s.former_id, s.split_on, f.generation + 1
    FROM former AS f
    JOIN split AS s ON s.household_id = f.former_id
    WHERE f.generation < 100
)
FROM former;

-- Households that somebody left by a change, until the next one does or the household is merged or leaves
-- the county. Grain: one row a household and such change.
CREATE OR REPLACE TEMP TABLE household_left AS
SELECT t.former_id AS household_id, t.changed_on, t.change_no, t.kind, coalesce(
    least(g.changed_on, lead(t.changed_on) OVER (
        PARTITION BY t.former_id ORDER BY t.changed_on, t.change_no)),
    DATE 'infinity') AS until_on
FROM person_turn AS t
LEFT JOIN (
    FROM effective_change WHERE kind IN ('merge', 'household_leaves')
) AS g ON g.household_id = t.former_id
WHERE t.former_id IS NOT NULL AND t.change_no IS NOT NULL
    AND t.household_id IS DISTINCT FROM t.former_id;

-- From when until when persons belong to the households that somebody left by a change, split off from, or
-- that took another one in. Grain: one row a person and stay.
CREATE OR REPLACE TEMP TABLE household_stay AS
WITH concerned AS (
    SELECT household_id FROM household_left
    UNION
    SELECT household_id FROM effective_change WHERE kind IN ('split', 'merge')
),
unchanged AS (
    SELECT person_id, household_id, version, since_on, left_on
    FROM person
    SEMI JOIN (SELECT person_id FROM person SEMI JOIN concerned USING (household_id)) AS of_them
        USING (person_id)
    ANTI JOIN person_change USING (person_id)
),
stay AS (
    SELECT household_id, changed_on AS since_on, until_on FROM person_turn
    UNION ALL
    SELECT household_id, since_on, coalesce(
        least(left_on, lead(since_on) OVER (PARTITION BY person_id ORDER BY version)),
        DATE 'infinity')
    FROM unchanged
)
FROM stay
UNION ALL
SELECT h.heir_id, greatest(s.since_on, h.changed_on), least(s.until_on, h.until_on)
FROM stay AS s
JOIN household_heir AS h USING (household_id);

-- When households were none any more, with the change that ended them: merged, gone from the county, or
-- without a member since the last one died or left, until one returns. Grain: one row a household and
-- time.
CREATE OR REPLACE TEMP TABLE household_end AS
WITH emptied AS (
    SELECT household_id, changed_on, change_no, kind, changed_on AS since_on, until_on
    FROM household_left
    UNION
    SELECT household_id, l.changed_on, l.change_no, l.kind, s.until_on, l.until_on
    FROM household_left AS l
    JOIN household_stay AS s USING (household_id)
    WHERE s.until_on > l.changed_on AND s.until_on < l.until_on
),
returned AS (
    SELECT e.household_id, e.change_no, e.since_on, min(s.since_on) AS returned_on
    FROM emptied AS e
    JOIN household_stay AS s
        ON s.household_id = e.household_id AND s.since_on > e.since_on AND s.since_on < s.until_on
    GROUP BY e.household_id, e.change_no, e.since_on
)
SELECT household_id, changed_on AS ended_on, change_no, kind, changed_on AS since_on,
    DATE 'infinity' AS until_on
FROM effective_change
WHERE kind IN ('merge', 'household_leaves')
UNION ALL
SELECT e.household_id, e.changed_on, e.change_no, e.kind, e.since_on,
    least(e.until_on, coalesce(r.returned_on, DATE 'infinity'))
FROM emptied AS e
LEFT JOIN returned AS r USING (household_id, change_no, since_on)
ANTI JOIN household_stay AS s
    ON s.household_id = e.household_id AND s.since_on <= e.since_on AND e.since_on < s.until_on;

-- Splits after which nobody is left in the former household. Grain: one row a household and day.
CREATE OR REPLACE TEMP TABLE split_leaving_nobody AS
SELECT household_id, changed_on, min(change_no) AS change_no
FROM effective_change AS c
ANTI JOIN household_stay AS s
    ON s.household_id = c.household_id AND s.since_on <= c.changed_on AND c.changed_on < s.until_on
WHERE kind = 'split'
GROUP BY household_id, changed_on;
