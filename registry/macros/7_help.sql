-- Households on the list as of a day: announced by then. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO listed_on(day) AS TABLE
SELECT o.household_id, h.village_code, h.group_code, h.head_name,
    o.campaign_id AS identified_by, o.decided_on AS listed_on
FROM outcome AS o
JOIN household_on(day) AS h USING (household_id)
WHERE o.step = 'announcement' AND o.result = 'announced' AND o.decided_on <= day
QUALIFY row_number() OVER (PARTITION BY o.household_id ORDER BY o.decided_on DESC) = 1;

-- Units and helpers as last registered, those who have left by then included. Grain: one row a unit,
-- helper.
CREATE OR REPLACE TEMP MACRO unit_ever_on(day) AS TABLE
SELECT * FROM helping_unit
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY version DESC) = 1;

CREATE OR REPLACE TEMP MACRO helper_ever_on(day) AS TABLE
SELECT * FROM helper
WHERE since_on <= day
QUALIFY row_number() OVER (PARTITION BY helper_id ORDER BY version DESC) = 1;

-- Those who help: who left by then is none, nor is a helper whose unit left.
CREATE OR REPLACE TEMP MACRO helping_unit_on(day) AS TABLE
SELECT * FROM unit_ever_on(day) WHERE left_on IS NULL OR left_on > day;

CREATE OR REPLACE TEMP MACRO helper_on(day) AS TABLE
SELECT h.*
FROM helper_ever_on(day) AS h
SEMI JOIN helping_unit_on(day) USING (unit_id)
WHERE h.left_on IS NULL OR h.left_on > day;

-- Who helps whom as of a day; a pairing that ended without another is none, and one whose helper
-- has left needs another. Grain: one row a household; a unit and village.
CREATE OR REPLACE TEMP MACRO pairing_on(campaign, day) AS TABLE
WITH latest AS (
    SELECT * FROM pairing
    WHERE campaign_id = campaign AND paired_on <= day
    QUALIFY row_number() OVER (PARTITION BY household_id ORDER BY round DESC) = 1
)
SELECT * FROM latest WHERE helper_id IS NOT NULL;

CREATE OR REPLACE TEMP MACRO unit_pairing_on(campaign, day) AS TABLE
WITH latest AS (
    SELECT * FROM unit_pairing
    WHERE campaign_id = campaign AND paired_on <= day
    QUALIFY row_number() OVER (PARTITION BY unit_id, village_code ORDER BY round DESC) = 1
)
SELECT * FROM latest WHERE is_paired;
