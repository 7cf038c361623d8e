-- The registers as of a day. Grain: one row a place, household, person.
CREATE OR REPLACE TEMP MACRO place_on(day) AS TABLE
SELECT * FROM place
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY code ORDER BY version DESC) = 1;

CREATE OR REPLACE TEMP MACRO household_on(day) AS TABLE
SELECT * FROM household
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY version DESC) = 1;

-- Members on that day: who left by then is no member.
CREATE OR REPLACE TEMP MACRO person_on(day) AS TABLE
WITH latest AS (
    SELECT * FROM person
    WHERE since_on <= day
    QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY version DESC) = 1
)
SELECT * FROM latest
WHERE left_on IS NULL OR left_on > day;

-- Members by the register: those it lists, else as many as it says. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO member_count_on(day) AS TABLE
SELECT household_id, coalesce(listed, registered_persons)::INTEGER AS members
FROM (SELECT household_id, count(*) AS listed FROM person_on(day) GROUP BY household_id)
FULL JOIN (SELECT household_id, registered_persons FROM household_on(day)) USING (household_id)
WHERE coalesce(listed, registered_persons) IS NOT NULL;

CREATE OR REPLACE TEMP MACRO department_record_on(day) AS TABLE
SELECT * FROM department_record
WHERE delivered_on <= day
QUALIFY row_number() OVER (PARTITION BY department_id, record_no ORDER BY version DESC) = 1;
