-- The registers as of a day. Grain: one row a place, household, person.
CREATE OR REPLACE TEMP MACRO place_on(day) AS TABLE
SELECT * FROM place
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY code ORDER BY version DESC) = 1;

-- Every place with the village, township and county that it is or lies in, as the register says: what codes
-- look like is the pack's. Grain: one row a place.
CREATE OR REPLACE TEMP TABLE place_path_of_day AS
WITH RECURSIVE above AS (
    SELECT code AS place_code, code, level, parent_code FROM place_on($as_of)
    UNION
    SELECT a.place_code, p.code, p.level, p.parent_code
    FROM above AS a
    JOIN place_on($as_of) AS p ON p.code = a.parent_code
)
SELECT place_code,
    max(code) FILTER (level = 'village') AS village_code,
    max(code) FILTER (level = 'township') AS township_code,
    max(code) FILTER (level = 'county') AS county_code
FROM above
GROUP BY place_code;

-- As last registered, where changes have brought it; the new one of a split is there from that day.
-- A household that ended is still found here.
CREATE OR REPLACE TEMP MACRO household_on(day) AS TABLE
WITH known AS (
    FROM (FROM household UNION ALL BY NAME FROM household_split_off)
    WHERE since_on <= day
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY version DESC) = 1
)
SELECT k.* REPLACE (
    coalesce(h.village_code, k.village_code) AS village_code,
    coalesce(h.group_code, k.group_code) AS group_code)
FROM known AS k
LEFT JOIN household_home AS h
    ON h.household_id = k.household_id AND h.by_change AND h.since_on <= day AND day < h.until_on;

-- Members on that day, by register and changes: who left by then is no member, who came is one from
-- that day on. Whose household was merged belongs to its heir.
CREATE OR REPLACE TEMP MACRO person_on(day) AS TABLE
WITH known AS (
    FROM (FROM person UNION ALL BY NAME FROM person_newcomer)
    WHERE since_on <= day
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY version DESC) = 1
),
member AS (
    SELECT k.* REPLACE (
        CASE WHEN t.person_id IS NULL THEN k.household_id ELSE t.household_id END AS household_id,
        CASE WHEN t.change_no IS NULL THEN k.relation ELSE t.relation END AS relation,
        NULL::DATE AS left_on, NULL::VARCHAR AS left_reason)
    FROM known AS k
    LEFT JOIN person_turn AS t
        ON t.person_id = k.person_id AND t.changed_on <= day AND day < t.until_on
    WHERE t.person_id IS NOT NULL OR k.left_on IS NULL OR k.left_on > day
)
SELECT m.* REPLACE (
    CASE WHEN h.household_id IS NULL THEN m.household_id ELSE h.heir_id END AS household_id,
    CASE WHEN h.household_id IS NULL THEN m.relation END AS relation)
FROM member AS m
LEFT JOIN household_heir AS h
    ON h.household_id = m.household_id AND h.changed_on <= day AND day < h.until_on
WHERE CASE WHEN h.household_id IS NULL THEN m.household_id ELSE h.heir_id END IS NOT NULL;

-- Households that are none any more, with the change that ended them. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO household_end_on(day) AS TABLE
SELECT household_id, ended_on, change_no, kind
FROM household_end
WHERE since_on <= day AND day < until_on;

-- Members by the register: those it lists, else as many as it says. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO member_count_on(day) AS TABLE
WITH counted AS (
    SELECT household_id, count(*) AS listed, NULL AS registered_persons
    FROM person_on(day) GROUP BY household_id
    UNION ALL
    SELECT household_id, NULL, registered_persons FROM household_on(day)
)
SELECT household_id, coalesce(max(listed), max(registered_persons))::INTEGER AS members
FROM counted
GROUP BY household_id
HAVING members IS NOT NULL;

-- What the departments say of a campaign, by the lists delivered since it was opened: what they said for
-- an earlier one may have changed. Grain: one row a record.
CREATE OR REPLACE TEMP MACRO department_record_on(opened_on, day) AS TABLE
SELECT * FROM department_record
WHERE delivered_on BETWEEN opened_on AND day
QUALIFY row_number() OVER (PARTITION BY department_id, record_no ORDER BY version DESC) = 1;
