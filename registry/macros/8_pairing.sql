-- Helpers whom a household must not get: relatives, themselves, who investigated an objection about
-- it. Investigators are known by number or by name. Grain: one row a helper and household.
CREATE OR REPLACE TEMP MACRO pairing_conflict_on(day) AS TABLE
WITH relative AS (
    SELECT * FROM kinship
    WHERE declared_on <= day
    QUALIFY row_number() OVER (PARTITION BY helper_id, household_id ORDER BY round DESC) = 1
),
investigator AS (
    SELECT objection_id, investigator FROM assignment WHERE assigned_on <= day
    UNION
    SELECT objection_id, investigator FROM investigation WHERE investigated_on <= day
),
conflict AS (
    SELECT helper_id, household_id, 'own_household' AS why
    FROM helper_on(day) AS h
    JOIN person_on(day) AS p USING (id_number)
    UNION ALL
    SELECT helper_id, household_id, 'relative' FROM relative WHERE is_related
    UNION ALL
    SELECT h.helper_id, o.household_id, 'investigated'
    FROM investigator AS i
    JOIN objection AS o ON o.objection_id = i.objection_id AND o.received_on <= day
    JOIN helper_on(day) AS h ON i.investigator IN (h.helper_id, h.name)
    WHERE o.household_id IS NOT NULL
)
SELECT helper_id, household_id, min(why) AS why
FROM conflict
GROUP BY helper_id, household_id;

-- Listed households of a campaign's county with their helper: in this campaign, and so far at all, where
-- another campaign counts only for whom this one has not paired yet. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO helped_on(campaign, day) AS TABLE
WITH helping AS (
    SELECT c.campaign_id, c.county_code
    FROM campaign AS c
    JOIN campaign AS own ON own.campaign_id = campaign AND own.county_code = c.county_code
),
former AS (
    SELECT p.household_id, p.helper_id
    FROM pairing AS p
    SEMI JOIN helping USING (campaign_id)
    WHERE p.paired_on <= day
    QUALIFY row_number() OVER (
        PARTITION BY household_id
        ORDER BY (campaign_id = campaign) DESC, paired_on DESC, entry DESC
    ) = 1
)
SELECT l.household_id, l.village_code, l.group_code, l.head_name, l.listed_on,
    p.helper_id, f.helper_id AS former_helper_id, p.paired_on, p.reason, p.run_no
FROM listed_on(day) AS l
JOIN helping AS h ON h.campaign_id = l.identified_by
LEFT JOIN pairing_on(campaign, day) AS p USING (household_id)
LEFT JOIN former AS f USING (household_id);

-- Pairings from before a household moved to a village that the helper's unit does not help. Grain: one
-- row a helper and household.
CREATE OR REPLACE TEMP MACRO moved_away_on(campaign, day) AS TABLE
SELECT p.helper_id, p.household_id, 'moved' AS why
FROM pairing_on(campaign, day) AS p
JOIN household_on(day) AS h USING (household_id)
SEMI JOIN effective_change AS c
    ON c.household_id = p.household_id AND c.kind = 'household_move' AND c.changed_on <= day
    AND c.entry > p.entry
ANTI JOIN unit_pairing_on(campaign, day) AS u
    ON u.unit_id = p.unit_id AND u.village_code = h.village_code;

-- Those of them without a helper now: never paired, the helper has left or turned out a relative, or
-- the household moved away. Grain: one row a household.
CREATE OR REPLACE TEMP MACRO unhelped_on(campaign, day) AS TABLE
SELECT h.*,
    CASE WHEN h.helper_id IS NULL THEN 'unpaired'
        WHEN c.why IS NOT NULL THEN c.why
        WHEN m.why IS NOT NULL THEN m.why
        ELSE 'helper_left' END AS why
FROM helped_on(campaign, day) AS h
LEFT JOIN helper_on(day) AS helper ON helper.helper_id = h.helper_id
LEFT JOIN pairing_conflict_on(day) AS c
    ON c.helper_id = h.helper_id AND c.household_id = h.household_id
LEFT JOIN moved_away_on(campaign, day) AS m ON m.household_id = h.household_id
WHERE helper.helper_id IS NULL OR c.why IS NOT NULL OR m.why IS NOT NULL;
