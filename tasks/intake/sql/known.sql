-- What is known once the incoming rows are stored: the registry as of a day, and the rows of this
-- load before it. Grain: one row a thing.
CREATE OR REPLACE TEMP MACRO known_place(day) AS TABLE
SELECT code, level, parent_code FROM incoming_places
UNION ALL
SELECT code, level, parent_code FROM place_on(day) ANTI JOIN incoming_places USING (code);

CREATE OR REPLACE TEMP MACRO known_household(day) AS TABLE
SELECT household_id, village_code, group_code FROM incoming_households
UNION ALL
SELECT household_id, village_code, group_code
FROM household_on(day) ANTI JOIN incoming_households USING (household_id);

CREATE OR REPLACE TEMP MACRO known_meeting() AS TABLE
SELECT meeting_id, campaign_id, kind, place_code, held_on, eligible, present FROM incoming_meeting
UNION ALL
SELECT meeting_id, campaign_id, kind, place_code, held_on, eligible, present
FROM meeting ANTI JOIN incoming_meeting USING (meeting_id)
QUALIFY row_number() OVER (PARTITION BY meeting_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_objection() AS TABLE
SELECT objection_id, campaign_id, household_id, kind FROM incoming_objection
UNION ALL
SELECT objection_id, campaign_id, household_id, kind
FROM objection ANTI JOIN incoming_objection USING (objection_id)
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_assignment() AS TABLE
SELECT objection_id, investigator FROM incoming_assignment
UNION ALL
SELECT objection_id, investigator FROM assignment ANTI JOIN incoming_assignment USING (objection_id)
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_investigation() AS TABLE
SELECT objection_id, investigator FROM incoming_investigation
UNION ALL
SELECT objection_id, investigator
FROM investigation ANTI JOIN incoming_investigation USING (objection_id)
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO known_survey() AS TABLE
SELECT campaign_id, household_id, surveyor, second_surveyor FROM incoming_survey
UNION ALL
SELECT campaign_id, household_id, surveyor, second_surveyor
FROM survey ANTI JOIN incoming_survey USING (campaign_id, household_id)
QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1;
