-- What waits for people: a form that is out, for whom, since when. Grain: one row a household,
-- notice, objection, village, sheet or rectification (these by their number).
CREATE OR REPLACE TEMP TABLE campaign_waiting AS
WITH positions AS (
    SELECT p.household_id, p.step, p.result, p.is_ended, p.decided_on, h.group_code, h.village_code
    FROM campaign_position AS p
    LEFT JOIN household_on($as_of) AS h USING (household_id)
),
-- a household that was returned and then passed again waits for the township, not the village
voted_again AS (
    SELECT v.household_id
    FROM outcome_on($campaign_id, $as_of) AS v
    JOIN outcome_on($campaign_id, $as_of) AS a USING (household_id)
    WHERE v.step = 'village_appraisal' AND a.step = 'audit' AND a.result = 'returned'
        AND v.decided_on >= a.decided_on AND v.round > 1
),
by_household AS (
    SELECT
        CASE
            WHEN step = 'application' AND result = 'incomplete' THEN 'application'
            WHEN step = 'group_appraisal' THEN 'group_appraisal'
            WHEN step = 'survey' THEN 'survey'
            WHEN step = 'recognition' THEN 'recognition'
            WHEN step = 'village_appraisal' THEN 'village_appraisal'
            WHEN step = 'audit' AND result = 'returned' AND household_id NOT IN (FROM voted_again)
                THEN 'village_appraisal'
            WHEN step = 'audit' AND household_id NOT IN (FROM campaign_disputed) THEN 'audit'
            WHEN step = 'comparison' AND result = 'hit' THEN 'reverification'
            WHEN step = 'data_entry' AND result = 'to_fix' THEN 'correction_of_data'
        END AS form,
        CASE WHEN step = 'group_appraisal' THEN group_code ELSE village_code END AS place_code,
        household_id, NULL AS number, NULL AS objection_id, decided_on AS since_on
    FROM positions
    WHERE NOT is_ended
),
by_notice AS (
    SELECT 'posting' AS form, p.place_code, NULL AS household_id, p.number, NULL AS objection_id,
        p.issued_on AS since_on
    FROM paper AS p
    ANTI JOIN (SELECT number FROM posting WHERE posted_on <= $as_of) AS q USING (number)
    ANTI JOIN (SELECT replaces FROM paper WHERE issued_on <= $as_of) AS r ON r.replaces = p.number
    WHERE p.campaign_id = $campaign_id AND p.window_days IS NOT NULL AND p.issued_on <= $as_of
),
by_objection AS (
    SELECT CASE WHEN i.objection_id IS NULL THEN 'investigation' ELSE 'decision' END AS form,
        o.place_code, o.household_id, o.number, o.objection_id,
        coalesce(i.investigated_on, o.received_on) AS since_on
    FROM objection_on($campaign_id, $as_of) AS o
    LEFT JOIN investigation_on($as_of) AS i USING (objection_id)
    WHERE o.decision IS NULL
),
by_finding AS (
    SELECT 'correction' AS form, h.village_code AS place_code, f.household_id, NULL AS number,
        NULL AS objection_id, f.found_on AS since_on
    FROM finding_open_on($campaign_id, $as_of) AS f
    JOIN household_on($as_of) AS h USING (household_id)
),
-- the groups look through their listed households until the plan's last day; nobody leaves in the
-- year of being listed
by_list AS (
    SELECT 'group_appraisal' AS form, l.group_code AS place_code, l.household_id, NULL AS number,
        NULL AS objection_id, c.opened_on AS since_on
    FROM campaign AS c
    JOIN place_path_of_day AS a ON a.county_code = c.county_code
    JOIN listed_of_day AS l ON l.village_code = a.place_code AND year(l.listed_since) < c.year
    ANTI JOIN nominated_on($campaign_id, $as_of) AS n ON n.household_id = l.household_id
    WHERE c.campaign_id = $campaign_id AND c.kind = 'exit' AND $as_of <= c.announce_by
),
by_spot_check AS (
    SELECT 'spot_check' AS form, village_code AS place_code, household_id, NULL AS number,
        NULL AS objection_id, $as_of::DATE AS since_on
    FROM at_spot_check_on($campaign_id, $as_of)
    WHERE (is_drawn OR (could_be_drawn AND is_doubted)) AND round IS NULL
),
by_draw AS (
    SELECT 'call_back' AS form, place_code, household_id, NULL AS number,
        NULL AS objection_id, drawn_on AS since_on
    FROM unasked_on($campaign_id, $as_of)
),
by_sheet AS (
    SELECT 'inspection_result' AS form, s.village_code AS place_code, s.household_id,
        s.sheet_id AS number, NULL AS objection_id, s.starts_on AS since_on
    FROM inspection_sheet AS s
    ANTI JOIN inspection_result_on($as_of) AS r USING (sheet_id)
    WHERE s.campaign_id = $campaign_id AND s.starts_on <= $as_of
),
by_rectification AS (
    SELECT CASE state WHEN 'returned' THEN 'reinspection' ELSE 'rectification_return' END AS form,
        village_code AS place_code, household_id, rectification_id AS number,
        NULL AS objection_id, since_on
    FROM rectification_of_day
    WHERE campaign_id = $campaign_id AND state IN ('open', 'returned')
),
by_village AS (
    SELECT CASE result WHEN 'clear' THEN 'village_score' ELSE 'village_approval' END AS form,
        village_code AS place_code, NULL AS household_id, NULL AS number, NULL AS objection_id,
        decided_on AS since_on
    FROM village_way_of_day
    WHERE campaign_id = $campaign_id AND result IN ('clear', 'scored')
),
final AS (
    SELECT * FROM by_household WHERE form IS NOT NULL
    UNION ALL SELECT * FROM by_notice
    UNION ALL SELECT * FROM by_objection
    UNION ALL SELECT * FROM by_finding
    UNION ALL SELECT * FROM by_draw
    UNION ALL SELECT * FROM by_list
    UNION ALL SELECT * FROM by_spot_check
    UNION ALL SELECT * FROM by_sheet
    UNION ALL SELECT * FROM by_rectification
    UNION ALL SELECT * FROM by_village
)
SELECT * FROM final;

-- While an identification runs: the lines of its county's last source list of each kind, whose household it is
-- by the ID number, and whether that has applied or is listed already. Household and answer are empty where the
-- number is missing, known nowhere, or known in two households. Grain: one row a line of a list.
CREATE OR REPLACE TEMP TABLE campaign_source AS
WITH running AS (
    FROM campaign AS c
    ANTI JOIN (
        FROM outcome WHERE step = 'announcement' AND decided_on <= $as_of
    ) AS o USING (campaign_id)
    WHERE c.campaign_id = $campaign_id AND c.kind = 'identification' AND $as_of <= c.announce_by
),
latest AS (
    SELECT s.* EXCLUDE (version, actor, entry)
    FROM source_entry AS s
    JOIN running AS c ON s.year <= c.year
    WHERE s.listed_on <= $as_of
    QUALIFY s.year = max(s.year) OVER (PARTITION BY s.list_kind)
        AND row_number() OVER (
            PARTITION BY s.list_kind, s.year, s.village_code, s.name, s.id_number
            ORDER BY s.version DESC
        ) = 1
),
numbered AS (
    SELECT id_number, min(household_id) AS household_id
    FROM person_on($as_of)
    WHERE id_number IN (SELECT upper(trim(l.id_number)) FROM latest AS l)
    GROUP BY id_number
    HAVING count(DISTINCT household_id) = 1
),
dealt_with AS (
    SELECT household_id FROM campaign_position
    UNION
    SELECT household_id FROM listed_of_day
)
SELECT l.* REPLACE (coalesce(h.village_code, l.village_code) AS village_code),
    l.village_code AS village_as_delivered, n.household_id, h.head_name, h.group_code,
    CASE WHEN n.household_id IS NOT NULL THEN d.household_id IS NOT NULL END AS has_applied
FROM latest AS l
LEFT JOIN numbered AS n ON n.id_number = upper(trim(l.id_number))
LEFT JOIN household_on($as_of) AS h ON h.household_id = n.household_id
LEFT JOIN dealt_with AS d ON d.household_id = n.household_id
JOIN place_path_of_day AS a ON a.place_code = coalesce(h.village_code, l.village_code)
JOIN running AS c ON c.county_code = a.county_code;
