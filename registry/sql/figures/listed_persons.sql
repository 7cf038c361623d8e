-- Persons of listed households: as judged when the household was identified, else as registered.
-- Grain: one row a household; one whose persons nobody knows has none.
WITH judged AS (
    SELECT campaign_id AS identified_by, household_id, size FROM verdict
    WHERE judged_on <= $as_of
    QUALIFY row_number() OVER (PARTITION BY campaign_id, household_id ORDER BY round DESC) = 1
)
SELECT NULL AS part, l.village_code AS place_code, u.unit_id, l.household_id AS subject,
    coalesce(j.size, m.members) AS value
FROM listed_of_day AS l
LEFT JOIN judged AS j USING (identified_by, household_id)
LEFT JOIN member_count_on($as_of) AS m USING (household_id)
LEFT JOIN helping_unit_of($help, $as_of) AS u USING (household_id)
