-- Every paired household with its helper, as letters, cards and workbooks need them.
-- `card_number` and `letter_number` are the last of each kind, which say what holds unless one is
-- needed.
-- Grain: one row a household, by unit and helper.
WITH card AS (
    SELECT household_id, max(entry) AS card_entry, max_by(number, entry) AS card_number
    FROM paper
    WHERE campaign_id = $campaign_id AND kind = 'household_card' AND issued_on <= $as_of
    GROUP BY household_id
),
letter AS (
    SELECT json_extract_string(content, '$.helper_code') AS helper_id,
        max(entry) AS letter_entry, max_by(number, entry) AS letter_number
    FROM paper
    WHERE campaign_id = $campaign_id AND kind = 'helper_letter' AND issued_on <= $as_of
    GROUP BY helper_id
),
changed AS (
    -- a helper's letter is out of date, too, once a household has gone to another
    SELECT helper_id, max(entry) AS changed_entry
    FROM (
        SELECT entry,
            unnest([helper_id, lag(helper_id) OVER (PARTITION BY household_id ORDER BY round)])
                AS helper_id
        FROM pairing WHERE campaign_id = $campaign_id AND paired_on <= $as_of
    )
    GROUP BY helper_id
),
cause AS (
    SELECT campaign_id, household_id, main_cause
    FROM survey
    WHERE surveyed_on <= $as_of AND finding = 'surveyed'
    QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1
),
given AS (
    SELECT household_id, list(measure_id ORDER BY decided_on, measure_id) AS measures,
        max(entry) AS measure_entry
    FROM measure_on($as_of) GROUP BY household_id
),
final AS (
    SELECT p.helper_id, helper.name AS helper_name, helper.post, helper.rank,
        helper.phone AS helper_phone,
        u.unit_id, u.name_zh AS unit_zh, u.name_en AS unit_en,
        p.household_id, p.paired_on, p.reason, l.listed_on, h.head_name, h.village_code,
        h.group_code, m.members AS household_size, cause.main_cause, given.measures,
        card.card_number, letter.letter_number,
        greatest(p.entry, given.measure_entry) > coalesce(card.card_entry, 0) AS needs_card,
        changed.changed_entry > coalesce(letter.letter_entry, 0) AS needs_letter
    FROM pairing_on($campaign_id, $as_of) AS p
    JOIN listed_of_day AS l USING (household_id)
    JOIN household_on($as_of) AS h USING (household_id)
    JOIN helper_on($as_of) AS helper USING (helper_id)
    JOIN helping_unit_on($as_of) AS u ON u.unit_id = helper.unit_id
    LEFT JOIN member_count_on($as_of) AS m ON m.household_id = p.household_id
    LEFT JOIN cause ON cause.household_id = p.household_id AND cause.campaign_id = l.identified_by
    LEFT JOIN given ON given.household_id = p.household_id
    LEFT JOIN card ON card.household_id = p.household_id
    LEFT JOIN letter ON letter.helper_id = p.helper_id
    LEFT JOIN changed ON changed.helper_id = p.helper_id
)
SELECT * FROM final ORDER BY unit_id, helper_id, village_code, group_code, household_id
