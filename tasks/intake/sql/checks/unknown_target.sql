-- Reports on a target that was not set for that place.
SELECT i.row_id, 'target_id' AS column_name, i.target_id, i.place_code
FROM incoming AS i
ANTI JOIN (
    SELECT campaign_id, target_id, place_code FROM incoming_target
    UNION ALL
    SELECT campaign_id, target_id, place_code FROM target
) AS t USING (campaign_id, target_id, place_code);
