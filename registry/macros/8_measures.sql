-- Why every listed household is poor, by its last survey in the campaign that identified it; empty
-- where nobody knows. Grain: one row a listed household.
CREATE OR REPLACE TEMP MACRO cause_on(day) AS TABLE
WITH last_survey AS (
    SELECT campaign_id, household_id, finding, main_cause FROM survey
    WHERE surveyed_on <= day
    QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1
)
SELECT l.household_id, l.village_code, s.main_cause AS cause
FROM listed_on(day) AS l
LEFT JOIN last_survey AS s
    ON s.campaign_id = l.identified_by AND s.household_id = l.household_id
    AND s.finding = 'surveyed';

-- What households and villages have ordered, as last said. Grain: one row a need.
CREATE OR REPLACE TEMP MACRO need_on(day) AS TABLE
SELECT * FROM need
WHERE ordered_on <= day
QUALIFY row_number() OVER (PARTITION BY campaign_id, need_id ORDER BY round DESC) = 1;

-- Measures that are given as of a day. Grain: one row a household and measure.
CREATE OR REPLACE TEMP MACRO measure_on(day) AS TABLE
WITH latest AS (
    SELECT * FROM measure
    WHERE decided_on <= day
    QUALIFY row_number() OVER (
        PARTITION BY campaign_id, household_id, measure_id ORDER BY round DESC
    ) = 1
)
SELECT * FROM latest WHERE is_given;

-- The last word on every difficulty and have. Grain: one row a household (village) and item.
CREATE OR REPLACE TEMP MACRO difficulty_on(day) AS TABLE
SELECT * FROM difficulty
WHERE stated_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id, difficulty_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO village_have_on(day) AS TABLE
SELECT * FROM village_have
WHERE stated_on <= day
QUALIFY row_number() OVER (PARTITION BY village_code, have_id ORDER BY round DESC) = 1;
