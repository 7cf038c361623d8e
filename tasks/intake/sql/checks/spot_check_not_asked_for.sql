-- Checks of households that are not at the spot check, or of whom none is asked.
SELECT i.row_id, 'household_id' AS column_name, i.household_id
FROM incoming AS i
SEMI JOIN known_household($as_of) AS k ON k.household_id = i.household_id
ANTI JOIN (
    SELECT household_id FROM at_spot_check_on($exit_campaign, $as_of)
    WHERE is_drawn OR (could_be_drawn AND is_doubted)
    UNION
    SELECT household_id FROM spot_check WHERE campaign_id = $exit_campaign -- what is said again
) AS asked ON asked.household_id = i.household_id;
