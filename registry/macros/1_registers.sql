-- The registers as of a day. Grain: one row a place, household, person.
CREATE OR REPLACE TEMP MACRO place_on(day) AS TABLE
SELECT * FROM place
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY code ORDER BY version DESC) = 1;

-- As last registered, where changes have brought it; the new one of a split is there from that day,
-- under its head, else under who is named first. A household that ended is still found here.
CREATE OR REPLACE TEMP MACRO household_on(day) AS TABLE
WITH latest AS (
    SELECT * FROM household
    WHERE since_on <= day
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY version DESC) = 1
),
split_off AS (
    SELECT other_household_id AS household_id, 0 AS version, changed_on AS since_on, village_code,
        group_code, name AS head_name, id_number AS head_id_number, 'rural' AS register_kind,
        actor, entry
    FROM change
    ANTI JOIN latest ON latest.household_id = other_household_id
    WHERE kind = 'split' AND changed_on <= day
    QUALIFY row_number() OVER (
        PARTITION BY other_household_id ORDER BY relation IS DISTINCT FROM 'head', change_no
    ) = 1
),
home AS (
    SELECT household_id, village_code, group_code
    FROM household_homes()
    WHERE since_on <= day AND household_id IN (
        SELECT household_id FROM change WHERE kind = 'household_move'
        UNION ALL SELECT other_household_id FROM change WHERE kind = 'split')
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY since_on DESC) = 1
),
known AS (FROM latest UNION ALL BY NAME FROM split_off)
SELECT k.* REPLACE (
    coalesce(home.village_code, k.village_code) AS village_code,
    coalesce(home.group_code, k.group_code) AS group_code)
FROM known AS k
LEFT JOIN home USING (household_id);

-- Members on that day, by register and changes: who left by then is no member, who came is one from
-- that day on. Whose household was merged belongs to its heir.
CREATE OR REPLACE TEMP MACRO person_on(day) AS TABLE
WITH latest AS (
    SELECT * FROM person
    WHERE since_on <= day
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY version DESC) = 1
),
newcomer AS (
    SELECT person_id, 0 AS version, changed_on AS since_on, household_id, name, id_number, sex,
        birth_on, relation, actor, entry
    FROM change
    ANTI JOIN latest USING (person_id)
    WHERE kind IN ('birth', 'marriage_in', 'move_in') AND changed_on <= day
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY changed_on, change_no) = 1
),
known AS (FROM latest UNION ALL BY NAME FROM newcomer),
turned AS (
    SELECT person_id, household_id, relation, change_no
    FROM person_turns()
    WHERE changed_on <= day
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY turn_no DESC) = 1
),
member AS (
    SELECT k.* REPLACE (
        CASE WHEN t.person_id IS NULL THEN k.household_id ELSE t.household_id END AS household_id,
        CASE WHEN t.change_no IS NULL THEN k.relation ELSE t.relation END AS relation,
        NULL::DATE AS left_on, NULL::VARCHAR AS left_reason)
    FROM known AS k
    LEFT JOIN turned AS t USING (person_id)
    WHERE t.person_id IS NOT NULL OR k.left_on IS NULL OR k.left_on > day
),
heir AS (
    SELECT household_id, heir_id FROM household_heirs()
    WHERE changed_on <= day
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY changed_on DESC) = 1
)
SELECT m.* REPLACE (
    CASE WHEN h.household_id IS NULL THEN m.household_id ELSE h.heir_id END AS household_id,
    CASE WHEN h.household_id IS NULL THEN m.relation END AS relation)
FROM member AS m
LEFT JOIN heir AS h USING (household_id)
WHERE CASE WHEN h.household_id IS NULL THEN m.household_id ELSE h.heir_id END IS NOT NULL;

-- Households that are none any more, with the change that ended them: merged, gone from the county,
-- or without a member since the last one died or left. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO household_end_on(day) AS TABLE
WITH emptied AS (
    SELECT former_id AS household_id, changed_on AS ended_on, change_no, kind
    FROM person_turns()
    WHERE changed_on <= day AND former_id IS NOT NULL AND change_no IS NOT NULL
        AND household_id IS DISTINCT FROM former_id
    QUALIFY row_number() OVER (PARTITION BY former_id ORDER BY changed_on DESC, change_no DESC) = 1
)
SELECT household_id, changed_on AS ended_on, change_no, kind
FROM change
WHERE kind IN ('merge', 'household_leaves') AND changed_on <= day
UNION ALL
SELECT * FROM emptied
ANTI JOIN person_on(day) USING (household_id)
ANTI JOIN (SELECT household_id FROM change WHERE kind IN ('merge', 'household_leaves')) USING (household_id);

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

CREATE OR REPLACE TEMP MACRO department_record_on(day) AS TABLE
SELECT * FROM department_record
WHERE delivered_on <= day
QUALIFY row_number() OVER (PARTITION BY department_id, record_no ORDER BY version DESC) = 1;
