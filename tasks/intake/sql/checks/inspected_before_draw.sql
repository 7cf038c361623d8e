-- Visits before the household was drawn.
SELECT i.row_id, 'inspected_on' AS column_name, i.inspected_on, d.drawn_on
FROM incoming AS i
JOIN inspection_sheet AS s USING (sheet_id)
JOIN draw AS d USING (draw_id)
WHERE i.inspected_on < d.drawn_on;
