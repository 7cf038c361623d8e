-- From when to when helpers and units were there, as of a day: who left and came back has two spells, and
-- a helper is away while the unit is. What a version says holds until the next one comes into force; a
-- spell without an end ends on 9999-12-31. Grain: one row a spell of a helper or unit.
CREATE OR REPLACE TEMP MACRO presence_on(day) AS TABLE
WITH version AS (
    SELECT 'helper' AS owner, helper_id AS owner_id, unit_id, since_on, left_on, version FROM helper
    UNION ALL
    SELECT 'unit', unit_id, unit_id, since_on, left_on, version FROM helping_unit
),
held AS (
    SELECT owner, owner_id, unit_id, since_on, left_on,
        coalesce(lead(since_on) OVER later, DATE '9999-12-31') AS until_on
    FROM version
    WHERE since_on <= day
    WINDOW later AS (PARTITION BY owner, owner_id ORDER BY version)
),
away AS (
    SELECT owner, owner_id, left_on AS from_on, until_on FROM held WHERE left_on < until_on
    UNION ALL
    SELECT h.owner, h.owner_id, greatest(h.since_on, u.left_on), least(h.until_on, u.until_on)
    FROM held AS h
    JOIN held AS u ON u.owner = 'unit' AND u.owner_id = h.unit_id AND u.left_on < u.until_on
    WHERE h.owner = 'helper' AND u.left_on < h.until_on AND u.until_on > h.since_on
    UNION ALL
    SELECT DISTINCT owner, owner_id, DATE '0001-01-01', DATE '0001-01-01' FROM held
    UNION ALL
    SELECT DISTINCT owner, owner_id, DATE '9999-12-31', DATE '9999-12-31' FROM held
),
final AS (
    -- there is who has come back from every absence before, until the next one
    SELECT owner, owner_id, from_on AS ended_on, max(until_on) OVER (
            PARTITION BY owner, owner_id ORDER BY from_on
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS starts_on
    FROM away
)
SELECT owner, owner_id, starts_on, ended_on FROM final WHERE ended_on > starts_on;

-- Who helped which household from when to when, as of a day: rounds in a row that name the same helper
-- are one spell; it ends with the next one, when helper or unit left, or with the household. Grain: one row a spell.
CREATE OR REPLACE TEMP MACRO pairing_spell_on(campaign, day) AS TABLE
WITH turned AS (
    SELECT household_id, round, helper_id, unit_id, paired_on
    FROM pairing
    WHERE campaign_id = campaign AND paired_on <= day
    WINDOW turns AS (PARTITION BY household_id ORDER BY round)
    QUALIFY row_number() OVER turns = 1 OR helper_id IS DISTINCT FROM lag(helper_id) OVER turns
),
spell AS (
    SELECT household_id, helper_id, unit_id, paired_on AS starts_on,
        lead(paired_on) OVER (PARTITION BY household_id ORDER BY round) AS ended_on
    FROM turned
),
final AS (
    SELECT s.household_id, s.helper_id, s.unit_id,
        greatest(s.starts_on, p.starts_on) AS starts_on,
        nullif(least(s.ended_on, p.ended_on, e.ended_on), DATE '9999-12-31') AS ended_on
    FROM spell AS s
    JOIN presence_on(day) AS p ON p.owner = 'helper' AND p.owner_id = s.helper_id
    LEFT JOIN household_end_on(day) AS e USING (household_id)
)
SELECT * FROM final WHERE ended_on IS NULL OR ended_on > starts_on;

-- Who owes duties for whom from when to when, as of a day. A helper owes them for households, a unit
-- for villages, and as such while it helps any; village and township as such while a listed household
-- lives there; the county as such. Grain: one row a spell of an owner and subject.
CREATE OR REPLACE TEMP MACRO duty_span_on(campaign, day) AS TABLE
WITH of_campaign AS (
    SELECT c.county_code, c.opened_on FROM campaign AS c
    WHERE c.campaign_id = campaign AND c.opened_on <= day
),
unit_turned AS (
    SELECT unit_id, village_code, round, is_paired, paired_on
    FROM unit_pairing
    WHERE campaign_id = campaign AND paired_on <= day
    WINDOW turns AS (PARTITION BY unit_id, village_code ORDER BY round)
    QUALIFY row_number() OVER turns = 1 OR is_paired IS DISTINCT FROM lag(is_paired) OVER turns
),
unit_round AS (
    SELECT *, lead(paired_on) OVER (PARTITION BY unit_id, village_code ORDER BY round) AS ended_on
    FROM unit_turned
),
unit_spell AS (
    SELECT r.unit_id, r.village_code, greatest(r.paired_on, p.starts_on) AS starts_on,
        nullif(least(r.ended_on, p.ended_on), DATE '9999-12-31') AS ended_on
    FROM unit_round AS r
    JOIN presence_on(day) AS p ON p.owner = 'unit' AND p.owner_id = r.unit_id
    WHERE r.is_paired AND p.ended_on > r.paired_on
        AND (r.ended_on IS NULL OR r.ended_on > p.starts_on)
),
home AS (
    SELECT h.household_id, h.village_code, h.since_on,
        least(lead(h.since_on) OVER (PARTITION BY household_id ORDER BY h.since_on), e.ended_on)
            AS ended_on
    FROM household_home AS h
    LEFT JOIN household_end_on(day) AS e USING (household_id)
    WHERE h.since_on <= day
),
listed_spell AS (
    SELECT DISTINCT h.village_code, greatest(h.since_on, l.starts_on) AS starts_on,
        least(h.ended_on, l.ended_on) AS ended_on
    FROM home AS h
    JOIN listing_spell_on(day) AS l USING (household_id)
    WHERE coalesce(least(h.ended_on, l.ended_on), DATE '9999-12-31') > greatest(h.since_on, l.starts_on)
),
reason AS (
    SELECT 'unit' AS owner, unit_id AS owner_id, starts_on, ended_on FROM unit_spell
    UNION ALL
    SELECT 'village', village_code, starts_on, ended_on FROM listed_spell
    UNION ALL
    SELECT 'township', p.parent_code, v.starts_on, v.ended_on
    FROM listed_spell AS v
    JOIN place_on(day) AS p ON p.code = v.village_code
),
reached AS (
    SELECT *, max(coalesce(ended_on, DATE '9999-12-31')) OVER (
            PARTITION BY owner, owner_id ORDER BY starts_on, ended_on
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_on
    FROM reason
),
stretched AS (
    SELECT *, count(*) FILTER (reached_on IS NULL OR starts_on > reached_on) OVER (
            PARTITION BY owner, owner_id ORDER BY starts_on
        ) AS stretch
    FROM reached
),
span AS (
    SELECT 'helper' AS owner, 'household' AS subject, helper_id AS owner_id,
        household_id AS subject_code, starts_on, ended_on
    FROM pairing_spell_on(campaign, day)
    UNION ALL
    SELECT 'unit', 'village', unit_id, village_code, starts_on, ended_on FROM unit_spell
    UNION ALL
    SELECT owner, 'itself', owner_id, owner_id, min(starts_on),
        CASE WHEN count(*) = count(ended_on) THEN max(ended_on) END
    FROM stretched
    GROUP BY owner, owner_id, stretch
    UNION ALL
    SELECT 'office', 'itself', county_code, county_code, opened_on, NULL FROM of_campaign
),
final AS (
    SELECT s.* REPLACE (greatest(s.starts_on, c.opened_on) AS starts_on)
    FROM span AS s
    CROSS JOIN of_campaign AS c
)
SELECT * FROM final WHERE ended_on IS NULL OR ended_on > starts_on;

-- Every duty written down by a day and how it stands: open, overdue, done, done_late; left_undone,
-- because it was overdue when its owner stopped; or void, because the owner stopped before it was due, or
-- whoever helped before has done it. Who comes back in time owes it again. Grain: one row a duty.
CREATE OR REPLACE TEMP MACRO duty_on(campaign, day) AS TABLE
WITH reported AS (
    SELECT duty_id, owner_id, subject_code, period, done_on
    FROM duty_report
    WHERE done_on <= day
    QUALIFY row_number() OVER (
        PARTITION BY duty_id, owner_id, subject_code, period ORDER BY round DESC
    ) = 1
),
span AS (
    SELECT owner, owner_id, subject_code, starts_on,
        coalesce(ended_on, DATE '9999-12-31') AS ended_on
    FROM duty_span_on(campaign, day)
),
done_before AS (
    SELECT DISTINCT r.duty_id, r.subject_code, r.period
    FROM reported AS r
    JOIN span AS s USING (owner_id, subject_code)
    WHERE s.owner = 'helper' AND s.ended_on <= day
),
final AS (
    SELECT d.duty_id, d.owner_id, d.subject_code, d.period, d.generated_on, d.starts_on, d.due_on,
        s.owner, r.done_on,
        CASE
            WHEN r.done_on <= d.due_on THEN 'done'
            WHEN r.done_on IS NOT NULL THEN 'done_late'
            WHEN s.owner IS NULL OR s.ended_on <= least(day, d.due_on) THEN 'void'
            WHEN b.duty_id IS NOT NULL AND s.ended_on > day THEN 'void'
            WHEN s.ended_on <= day THEN 'left_undone'
            WHEN d.due_on < day THEN 'overdue'
            ELSE 'open'
        END AS state
    FROM duty AS d
    ASOF LEFT JOIN span AS s
        ON s.owner_id = d.owner_id AND s.subject_code = d.subject_code AND s.starts_on <= d.due_on
    LEFT JOIN reported AS r
        ON r.duty_id = d.duty_id AND r.owner_id = d.owner_id
        AND r.subject_code = d.subject_code AND r.period = d.period
    LEFT JOIN done_before AS b
        ON b.duty_id = d.duty_id AND b.subject_code = d.subject_code AND b.period = d.period
    WHERE d.campaign_id = campaign AND d.generated_on <= day
)
SELECT * FROM final;

-- What digests have told their recipients themselves, and when last; a deadline has no period. Grain: one
-- row a recipient and thing owed.
CREATE OR REPLACE TEMP MACRO told_on(campaign, day) AS TABLE
SELECT recipient_id AS owner_id, kind, subject_code, period, max(digest_on) AS told_on
FROM reminder_item
WHERE campaign_id = campaign AND digest_on <= day
GROUP BY ALL;
