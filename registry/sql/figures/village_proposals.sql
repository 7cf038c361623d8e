-- Villages proposed in the last campaign of poor villages, by how far their last proposal has come. Grain: one
-- row a village.
SELECT CASE result WHEN 'announced' THEN 'announced' WHEN 'returned' THEN 'sent_back'
        WHEN 'removed' THEN 'objected' ELSE 'under_review' END AS part,
    village_code AS place_code, NULL AS unit_id, village_code AS subject, 1 AS value
FROM village_way_of_day
WHERE campaign_id = $villages
