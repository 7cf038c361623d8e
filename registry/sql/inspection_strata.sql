-- What came back from every stratum of an inspection as of a day; at fault is a listed household found
-- not poor, or an unlisted one found poor. Grain: one row a stratum.
SELECT d.purpose, d.place_code, p.name_zh, p.name_en, d.frame_size AS population, d.size AS drawn,
    count(r.sheet_id) FILTER (r.finding IN ('poor', 'not_poor')) AS answered,
    count(r.sheet_id) FILTER (
        r.finding = CASE d.purpose WHEN 'inspection_listed' THEN 'not_poor' ELSE 'poor' END
    ) AS found
FROM draw AS d
JOIN inspection_sheet AS s USING (draw_id)
LEFT JOIN inspection_result_on($as_of) AS r USING (sheet_id)
LEFT JOIN place_on($as_of) AS p ON p.code = d.place_code
WHERE d.campaign_id = $campaign_id AND d.drawn_on <= $as_of
GROUP BY ALL
ORDER BY d.purpose, d.place_code
