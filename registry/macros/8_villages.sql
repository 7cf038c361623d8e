-- Members of the panel as last registered, those who have left by then included. Grain: one row a member.
CREATE OR REPLACE TEMP MACRO panel_member_on(day) AS TABLE
SELECT * FROM panel_member
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY campaign_id, member_id ORDER BY round DESC) = 1;

-- What unit helps what village, by the newest help campaign. Grain: one row a unit and village.
CREATE OR REPLACE TEMP MACRO unit_helps_on(day) AS TABLE
WITH newest AS (
    SELECT max_by(campaign_id, opened_on) AS campaign_id
    FROM campaign WHERE kind = 'help' AND opened_on <= day
),
latest AS (
    SELECT u.* FROM unit_pairing AS u SEMI JOIN newest USING (campaign_id)
    WHERE u.paired_on <= day
    QUALIFY row_number() OVER (PARTITION BY u.unit_id, u.village_code ORDER BY u.round DESC) = 1
)
SELECT unit_id, village_code FROM latest WHERE is_paired;

-- Villages that a member of the panel never scores: the own one, and what the own unit helps. Grain: one
-- row a member and village.
CREATE OR REPLACE TEMP MACRO panel_bar_on(day) AS TABLE
SELECT campaign_id, member_id, village_code FROM panel_member_on(day) WHERE village_code IS NOT NULL
UNION
SELECT m.campaign_id, m.member_id, u.village_code
FROM panel_member_on(day) AS m
JOIN unit_helps_on(day) AS u USING (unit_id);

-- Poor villages as of a day, those that have exited included. Grain: one row a village that the county
-- ever announced.
CREATE OR REPLACE TEMP MACRO village_status_on(day) AS TABLE
WITH announced AS (
    SELECT o.village_code, p.kind, o.decided_on
    FROM village_outcome AS o
    JOIN village_proposal AS p
        ON p.campaign_id = o.campaign_id AND p.village_code = o.village_code
        AND p.round = o.proposal_round
    WHERE o.result = 'announced' AND o.decided_on <= day
)
SELECT village_code, max_by(kind, decided_on) = 'entry' AS is_poor,
    max(decided_on) FILTER (kind = 'entry') AS poor_since_on,
    CASE WHEN max_by(kind, decided_on) = 'exit' THEN max(decided_on) END AS exited_on
FROM announced
GROUP BY village_code;

-- Incidence of poverty by village, township and county: persons of listed households per registered rural
-- person. Unknown (empty) while no list of the county is announced, where a listed household's members or
-- a village's population are unknown. A township or county counts its own registered population, else
-- that of all its villages. Grain: one row a place.
CREATE OR REPLACE TEMP MACRO incidence_on(day) AS TABLE
WITH announced AS (
    SELECT DISTINCT c.county_code
    FROM outcome AS o
    JOIN campaign AS c USING (campaign_id)
    WHERE c.kind = 'identification' AND o.step = 'announcement' AND o.decided_on <= day
),
poor AS (
    SELECT l.village_code, count(*) AS households,
        CASE WHEN count(*) = count(m.members) THEN sum(m.members) END AS persons
    FROM listed_on(day) AS l
    LEFT JOIN member_count_on(day) AS m USING (household_id)
    GROUP BY l.village_code
),
village AS (
    SELECT v.code, v.parent_code AS township_code, t.parent_code AS county_code, v.rural_persons,
        CASE WHEN a.county_code IS NOT NULL THEN coalesce(p.households, 0) END AS poor_households,
        CASE WHEN a.county_code IS NOT NULL AND p.village_code IS NULL THEN 0 ELSE p.persons END
            AS poor_persons
    FROM place_on(day) AS v
    LEFT JOIN place_on(day) AS t ON t.code = v.parent_code
    LEFT JOIN announced AS a ON a.county_code = t.parent_code
    LEFT JOIN poor AS p ON p.village_code = v.code
    WHERE v.level = 'village'
),
inside AS (
    SELECT code AS place_code, * FROM village
    UNION ALL SELECT township_code, * FROM village
    UNION ALL SELECT county_code, * FROM village
),
summed AS (
    SELECT place_code,
        CASE WHEN count(*) = count(poor_households) THEN sum(poor_households)::INTEGER END
            AS poor_households,
        CASE WHEN count(*) = count(poor_persons) THEN sum(poor_persons)::INTEGER END AS poor_persons,
        CASE WHEN count(*) = count(rural_persons) THEN sum(rural_persons)::INTEGER END
            AS rural_persons
    FROM inside
    GROUP BY place_code
),
final AS (
    SELECT p.code AS place_code, p.level, s.poor_households, s.poor_persons,
        nullif(coalesce(p.rural_persons, s.rural_persons), 0) AS rural_persons
    FROM summed AS s
    JOIN place_on(day) AS p ON p.code = s.place_code
)
SELECT *, (poor_persons / rural_persons)::DECIMAL(9, 6) AS incidence FROM final;

-- How every village stands to what it must have: `met` with evidence, `not_met` as stated, `unknown` where
-- nobody has said. Grain: one row a village and required have.
CREATE OR REPLACE TEMP MACRO required_have_on(required, day) AS TABLE
SELECT p.code AS village_code, r.have_id, h.stated_on, h.what, h.evidence,
    CASE WHEN h.has_it AND h.evidence IS NOT NULL THEN 'met'
        WHEN NOT h.has_it THEN 'not_met' ELSE 'unknown' END AS state
FROM place_on(day) AS p
CROSS JOIN (SELECT unnest(required) AS have_id) AS r
LEFT JOIN village_have_on(day) AS h ON h.village_code = p.code AND h.have_id = r.have_id
WHERE p.level = 'village';
