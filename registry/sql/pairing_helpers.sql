-- Helpers, and where they come from: their own place, else their unit's. Grain: one row a helper.
SELECT h.helper_id, h.unit_id, h.rank, coalesce(h.place_code, u.place_code) AS place_code
FROM helper_on($as_of) AS h
JOIN helping_unit_on($as_of) AS u USING (unit_id)
ORDER BY h.unit_id, place_code, h.helper_id
