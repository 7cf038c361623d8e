-- Listed households with a helper who is there, and the helper's unit. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO helping_on(campaign, day) AS TABLE
SELECT h.household_id, h.village_code, h.helper_id, b.unit_id
FROM helped_on(campaign, day) AS h
JOIN helper_on(day) AS b USING (helper_id);

-- Every household that was on the list with its helper's unit, empty where it has none. Grain: one row
-- a household.
CREATE OR REPLACE TEMP MACRO helping_unit_of(campaign, day) AS TABLE
SELECT p.household_id, b.unit_id
FROM pairing_on(campaign, day) AS p
JOIN helper_on(day) AS b USING (helper_id);

-- Net incomes by year as last recorded, and those of surveys where no other is. A year's income without
-- persons is none. Grain: one row a household and year.
CREATE OR REPLACE TEMP MACRO income_of_year_on(day) AS TABLE
WITH surveyed AS (
    SELECT s.household_id, c.year, s.net_income_per_year AS net_income,
        coalesce(s.size, m.members) AS persons, 2 AS preference, s.surveyed_on AS known_on
    FROM survey AS s
    JOIN campaign AS c USING (campaign_id)
    LEFT JOIN member_count_on(day) AS m USING (household_id)
    WHERE s.finding = 'surveyed' AND s.surveyed_on <= day
    QUALIFY row_number() OVER (PARTITION BY s.campaign_id, s.household_id ORDER BY s.round DESC) = 1
),
known AS (
    SELECT y.household_id, c.year, y.net_income, y.persons, 1 AS preference, y.recorded_on AS known_on
    FROM yearly_income_on(day) AS y
    JOIN campaign AS c USING (campaign_id)
    UNION ALL
    FROM surveyed
)
SELECT household_id, year, net_income, persons
FROM known
WHERE net_income IS NOT NULL AND persons > 0
QUALIFY row_number() OVER (PARTITION BY household_id, year ORDER BY preference, known_on DESC) = 1;
