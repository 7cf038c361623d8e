-- Who helps whom in the villages whose pairings changed since their last notice, and that notice;
-- none before the first pairing. Grain: one row a paired household, by village and group.
WITH changed AS (
    SELECT h.village_code, max(p.entry) AS entry
    FROM pairing AS p
    JOIN household_on($as_of) AS h USING (household_id)
    WHERE p.campaign_id = $campaign_id AND p.paired_on <= $as_of
    GROUP BY h.village_code
),
noticed AS (
    SELECT place_code AS village_code, max(entry) AS entry, max_by(number, entry) AS number
    FROM paper
    WHERE campaign_id = $campaign_id AND kind = 'pairing_notice' AND issued_on <= $as_of
    GROUP BY place_code
),
final AS (
    SELECT c.village_code, n.number AS replaces, p.household_id, h.head_name, h.group_code,
        helper.name AS helper_name, helper.post, u.name_zh AS unit_zh, u.name_en AS unit_en
    FROM changed AS c
    LEFT JOIN noticed AS n USING (village_code)
    JOIN household_on($as_of) AS h USING (village_code)
    JOIN pairing_on($campaign_id, $as_of) AS p USING (household_id)
    JOIN helper_on($as_of) AS helper USING (helper_id)
    JOIN helping_unit_on($as_of) AS u ON u.unit_id = helper.unit_id
    WHERE c.entry > coalesce(n.entry, 0)
        AND EXISTS (
            SELECT 1 FROM pairing_run WHERE campaign_id = $campaign_id AND decided_on <= $as_of)
)
SELECT * FROM final ORDER BY village_code, group_code, household_id
