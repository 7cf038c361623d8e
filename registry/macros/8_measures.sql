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

-- Which projects were chosen for which needs. Needs are numbered anew every year: a number means the
-- need of the project's own campaign. Grain: one row a need and project.
CREATE OR REPLACE TEMP MACRO need_project_on(day) AS TABLE
SELECT p.campaign_id, c.need_id, c.project_id
FROM project_need AS c
JOIN project_on(day) AS p USING (project_id)
WHERE c.chosen_on <= day;

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

-- Listed households that are given no measure that fits their known cause; where a person has decided on
-- them in the campaign, the round leaves them to people. `fitting` are texts such as 'illness training'.
-- Grain: one row a household.
CREATE OR REPLACE TEMP MACRO unfitted_on(campaign, day, fitting) AS TABLE
WITH given AS (
    SELECT household_id, list(measure_id ORDER BY measure_id) AS measures
    FROM measure_on(day)
    WHERE campaign_id = campaign
    GROUP BY household_id
)
SELECT c.household_id, c.village_code, c.cause, coalesce(g.measures, []) AS measures,
    EXISTS (
        FROM measure AS m
        WHERE m.campaign_id = campaign AND m.household_id = c.household_id
            AND m.decided_on <= day AND m.decider IS NOT NULL
    ) AS is_left_to_people
FROM cause_on(day) AS c
LEFT JOIN given AS g USING (household_id)
WHERE len(list_filter(fitting::VARCHAR[], lambda f: starts_with(f, c.cause || ' '))) > 0
    AND NOT list_has_any(
        list_transform(coalesce(g.measures, []), lambda m: c.cause || ' ' || m), fitting::VARCHAR[]
    );

-- The last word on every difficulty and have. Grain: one row a household (village) and item.
CREATE OR REPLACE TEMP MACRO difficulty_on(day) AS TABLE
SELECT * FROM difficulty
WHERE stated_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id, difficulty_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO village_have_on(day) AS TABLE
SELECT * FROM village_have
WHERE stated_on <= day
QUALIFY row_number() OVER (PARTITION BY village_code, have_id ORDER BY round DESC) = 1;
