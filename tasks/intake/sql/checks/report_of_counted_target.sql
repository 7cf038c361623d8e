-- Reports on a target that the registry counts itself.
SELECT i.row_id, 'target_id' AS column_name, i.target_id
FROM incoming AS i
JOIN target AS t USING (campaign_id, target_id, place_code)
QUALIFY row_number() OVER (PARTITION BY i.row_id ORDER BY t.round DESC) = 1
    AND t.counted_by IS NOT NULL;
