-- The last word of every form as of a day. Grain: one row a household (and step, hit, place).
CREATE OR REPLACE TEMP MACRO application_on(campaign, day) AS TABLE
SELECT * FROM application
WHERE campaign_id = campaign AND applied_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO vote_on(campaign, of_step, day) AS TABLE
SELECT * FROM vote
WHERE campaign_id = campaign AND step = of_step AND voted_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO meeting_on(campaign, day) AS TABLE
SELECT * FROM meeting
WHERE campaign_id = campaign AND held_on <= day
QUALIFY row_number() OVER (PARTITION BY meeting_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO survey_on(campaign, day) AS TABLE
SELECT * FROM survey
WHERE campaign_id = campaign AND surveyed_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO audit_on(campaign, day) AS TABLE
SELECT * FROM audit
WHERE campaign_id = campaign AND audited_on <= day
QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1;

-- Counted from the day on which the comparison found the hit.
CREATE OR REPLACE TEMP MACRO reverification_on(campaign, day) AS TABLE
SELECT r.*
FROM reverification AS r
JOIN hit AS h USING (campaign_id, household_id, rule_id, source, record_no)
WHERE r.campaign_id = campaign AND r.verified_on BETWEEN h.found_on AND day
QUALIFY row_number() OVER (
    PARTITION BY household_id, rule_id, source, record_no ORDER BY round DESC
) = 1;

CREATE OR REPLACE TEMP MACRO plan_on(campaign, day) AS TABLE
SELECT * FROM plan
WHERE campaign_id = campaign AND decided_on <= day
QUALIFY row_number() OVER (PARTITION BY place_code ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO investigation_on(day) AS TABLE
SELECT * FROM investigation
WHERE investigated_on <= day
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;

CREATE OR REPLACE TEMP MACRO assignment_on(day) AS TABLE
SELECT * FROM assignment
WHERE assigned_on <= day
QUALIFY row_number() OVER (PARTITION BY objection_id ORDER BY round DESC) = 1;
