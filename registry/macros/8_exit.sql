-- Forms of exit, the last word as of a day. Grain: one row a household (and year).
CREATE OR REPLACE TEMP MACRO yearly_income_on(day) AS TABLE
SELECT * FROM yearly_income
WHERE recorded_on <= day
QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO recognition_on(campaign, day) AS TABLE
SELECT * FROM recognition
WHERE campaign_id = campaign AND asked_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO spot_check_on(campaign, day) AS TABLE
SELECT * FROM spot_check
WHERE campaign_id = campaign AND checked_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

-- Income per person of the years that were checked: what was earned before a split is also the new
-- household's, where it has no record of its own; `earned_by` says whose record it is. Grain: one row a household
-- and record of a year.
CREATE OR REPLACE TEMP MACRO earned_income_on(day) AS TABLE
WITH earned AS (
    SELECT y.household_id, c.year, y.recorded_on,
        round(y.net_income / nullif(y.persons, 0), 2) AS per_person
    FROM yearly_income_on(day) AS y
    JOIN campaign AS c USING (campaign_id)
),
before_split AS (
    SELECT f.household_id, e.year, e.per_person, e.household_id AS earned_by
    FROM earned AS e
    JOIN household_former AS f
        ON f.former_id = e.household_id AND f.split_on <= day
        AND (e.year < year(f.split_on) OR e.recorded_on < f.split_on)
    ANTI JOIN earned AS own ON own.household_id = f.household_id AND own.year = e.year
    QUALIFY row_number() OVER (PARTITION BY f.household_id, e.year ORDER BY f.generation) = 1
)
SELECT household_id, year, per_person, household_id AS earned_by FROM earned
UNION ALL
FROM before_split;

-- What is known of the years before a campaign's surveys; `lines` are the poverty lines as structs of
-- year and line. A year without a record is unknown, and ends the years in a row. The years before a
-- split are those of the former household. Grain: one row a surveyed household.
CREATE OR REPLACE TEMP MACRO history_on(campaign, day, lines) AS TABLE
WITH own AS (SELECT campaign_id, year, county_code FROM campaign WHERE campaign_id = campaign),
seen AS (SELECT household_id, income_per_person FROM household_features(campaign, day)),
line AS (SELECT unnest(lines, recursive := TRUE)),
income AS (
    SELECT y.household_id, y.year, y.per_person
    FROM earned_income_on(day) AS y
    JOIN own ON y.year < own.year
    UNION ALL
    SELECT household_id, year, income_per_person FROM seen CROSS JOIN own
),
judged AS (
    SELECT household_id, year, per_person > line AS is_above FROM income JOIN line USING (year)
),
-- ten years are more than any policy asks for
every_year AS (
    SELECT s.household_id, own.year AS this_year, own.year - ago AS year
    FROM seen AS s CROSS JOIN own CROSS JOIN range(10) AS r(ago)
),
row_ended AS (
    SELECT e.household_id, any_value(this_year) AS this_year, max(e.year) AS year
    FROM every_year AS e
    LEFT JOIN judged AS j USING (household_id, year)
    WHERE j.is_above IS DISTINCT FROM TRUE
    GROUP BY e.household_id
),
identified AS (
    SELECT household_id, identified_by, listed_since
    FROM listing_spell_on(day)
    QUALIFY row_number() OVER (
        PARTITION BY household_id
        ORDER BY ended_on IS NOT NULL, inherited_from IS NOT NULL, starts_on DESC
    ) = 1
),
-- whose facts are the household's own: its, and until the split those of the former one
whose AS (
    SELECT household_id, household_id AS of_household, DATE 'infinity' AS until_on, 0 AS generation
    FROM seen
    UNION ALL
    SELECT household_id, former_id, split_on, generation FROM household_former WHERE split_on <= day
),
base AS (
    SELECT i.household_id, s.net_income_per_year / nullif(s.size, 0) AS per_person
    FROM identified AS i
    JOIN whose AS w USING (household_id)
    JOIN survey AS s
        ON s.campaign_id = i.identified_by AND s.household_id = w.of_household
        AND s.surveyed_on < w.until_on
    WHERE s.finding = 'surveyed'
    QUALIFY row_number() OVER (
        PARTITION BY i.household_id ORDER BY w.generation, s.round DESC
    ) = 1
),
-- where nobody knew it then, the first that was checked since
first_checked AS (
    SELECT i.household_id, y.per_person
    FROM identified AS i
    JOIN earned_income_on(day) AS y ON y.household_id = i.household_id AND y.year >= year(i.listed_since)
    JOIN own ON y.year < own.year
    WHERE y.per_person IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY i.household_id ORDER BY y.year) = 1
),
helped AS (
    SELECT DISTINCT w.household_id
    FROM measure_on(day) AS m
    JOIN whose AS w ON w.of_household = m.household_id AND m.decided_on < w.until_on
),
final AS (
    SELECT s.household_id,
        coalesce(e.this_year - e.year, 10)::INTEGER AS years_above_line,
        -- known to be below, or unknown: never known to be above
        CASE WHEN j.is_above IS FALSE THEN TRUE END AS was_below_line_before,
        round(s.income_per_person - coalesce(b.per_person, c.per_person), 2)::DECIMAL(18, 2) AS income_gain_per_person,
        s.household_id IN (FROM helped) AS is_helped,
        (own.year - year(i.listed_since))::INTEGER AS years_listed
    FROM seen AS s
    CROSS JOIN own
    LEFT JOIN row_ended AS e ON e.household_id = s.household_id
    LEFT JOIN judged AS j ON j.household_id = s.household_id AND j.year = e.year
    LEFT JOIN identified AS i ON i.household_id = s.household_id
    LEFT JOIN base AS b ON b.household_id = s.household_id
    LEFT JOIN first_checked AS c ON c.household_id = s.household_id
)
SELECT * FROM final;

-- The surveyed facts with what is known of the years before: all that criteria may name. Grain: one
-- row a surveyed household.
CREATE OR REPLACE TEMP MACRO features_on(campaign, day, lines) AS TABLE
SELECT f.*, h.* EXCLUDE (household_id)
FROM household_features(campaign, day) AS f
JOIN history_on(campaign, day, lines) AS h USING (household_id);

-- Households at the county's spot check: whether they are drawn, and what their village's drawn ones
-- turned out. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO at_spot_check_on(campaign, day) AS TABLE
WITH waiting AS (
    SELECT p.household_id, p.round, h.village_code, a.decided_on AS audited_on
    FROM position_on(campaign, day) AS p
    JOIN household_on(day) AS h USING (household_id)
    JOIN outcome_on(campaign, day) AS a ON a.household_id = p.household_id AND a.step = 'audit'
    WHERE p.step = 'spot_check' AND NOT p.is_ended
),
drawn_in AS (
    SELECT d.place_code AS village_code, d.draw_id, d.drawn_on, n.household_id, c.finding
    FROM draw AS d
    JOIN drawn AS n USING (draw_id)
    LEFT JOIN spot_check_on(campaign, day) AS c USING (household_id)
    LEFT JOIN household_end_on(day) AS e USING (household_id)
    WHERE d.campaign_id = campaign AND d.purpose = 'spot_check' AND d.drawn_on <= day
        -- who ended before the check is not checked: another one is drawn
        AND (e.household_id IS NULL OR c.finding IS NOT NULL)
),
village AS (
    SELECT village_code, max(drawn_on) AS drawn_on, bool_or(finding IS NULL) AS is_open,
        bool_or(finding = 'not_confirmed') AS is_doubted
    FROM drawn_in GROUP BY village_code
)
SELECT w.household_id, w.round, w.village_code,
    coalesce(w.audited_on <= v.drawn_on, FALSE) AS could_be_drawn,
    w.household_id IN (SELECT household_id FROM drawn_in) AS is_drawn,
    coalesce(v.is_open, FALSE) AS is_open, coalesce(v.is_doubted, FALSE) AS is_doubted
FROM waiting AS w
LEFT JOIN village AS v USING (village_code);
